#pragma once

#include <string>
#include <vector>

#include "util/clock.hpp"
#include "util/result.hpp"

namespace myatlas::formats {

// A mail: plain text, one recipient.
struct Mail
{
  std::string id;      // becomes <id@myatlas>
  std::string to;      // an address already checked
  std::string subject; // UTF-8, one line
  std::string body;    // UTF-8, lines ended by "\n"
  util::Instant date;
};

// What a mail has before its text, for a mail server.
struct MailHeaders
{
  std::string sender, recipient;  // addresses with their domain in ASCII (RFC 5890)
  std::vector<std::string> lines; // "Subject: =?UTF-8?Q?…?=", folded where long
};

// "mail.header" when an address or the subject holds a control character, or a line separator of
// Unicode: nothing may be smuggled behind it.
util::Result<MailHeaders> headers_of(const Mail& mail, const std::string& from);

// The text as HTML: paragraphs, and lines that are indented by four spaces kept as they stand.
std::string html_of(const std::string& body);

// "To: …" as it stands in a mail of to_eml.
std::string recipient_line(const std::string& to);

// RFC 5322: headers encoded by RFC 2047 where they are not ASCII, quoted-printable body, lines
// ended by CR LF.
std::string to_eml(const Mail& mail);

} // namespace myatlas::formats
