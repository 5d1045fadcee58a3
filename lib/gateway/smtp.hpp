#pragma once

#include "gateway/curl.hpp"
#include "gateway/mail_transport.hpp"
#include "util/crypto.hpp"

namespace myatlas::gateway {

// A mail server letters are handed to.
struct SmtpServer
{
  std::string url;  // "smtps://host:465" or "smtp://host:587", which then must offer STARTTLS
  std::string from; // address letters come from
  std::string user; // empty: without a login
  util::Secret password;
  std::string ca_file; // certificates that are trusted; empty: those of the system
};

// Hands letters to a mail server (RFC 5321), encrypted and verified always, one connection for
// many. deliver fails with mail.refused (address, answer) when the server will never take the
// letter, mail.deferred (address, answer) when it may later, mail.outcome (address) when it was cut
// off after the letter was sent (it may have gone), and network.* or mail.login (host) when no
// letter would pass.
class Smtp final : public MailTransport
{
public:
  static util::Result<Smtp> open(SmtpServer server); // network.url, network.library
  util::Outcome deliver(const formats::Mail& mail) override;
  util::Outcome
  knock(); // comes in as for a letter and leaves again: what would keep a letter from going

private:
  Smtp(SmtpServer server, Handle handle) : m_server(std::move(server)), m_handle(std::move(handle))
  {
  }
  void begin();
  util::Outcome send(const formats::Mail& mail, const std::vector<std::string>& headers);
  long kind_of_reply() const;
  bool is_refused(CURLcode code) const;
  util::Error refusal(const formats::Mail& mail, const std::string& answer) const;
  util::Outcome transfer(const formats::Mail& mail);
  util::Outcome judge(const formats::Mail& mail, CURLcode code, const std::string& answer) const;

  SmtpServer m_server;
  Handle m_handle;
};

} // namespace myatlas::gateway
