#pragma once

#include <string>

#include "util/clock.hpp"

namespace myatlas::formats {

// A letter by mail: plain text, one recipient.
struct Mail
{
  std::string id;        // becomes <id@myatlas>
  std::string to;        // an address already checked
  std::string subject;   // UTF-8, one line
  std::string body;      // UTF-8, lines ended by "\n"
  util::Instant date;
};

// RFC 5322: headers encoded by RFC 2047 where they are not ASCII, quoted-printable body, lines ended by CR LF.
std::string to_eml(const Mail& mail);

} // namespace myatlas::formats
