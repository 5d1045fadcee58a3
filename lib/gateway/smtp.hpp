#pragma once

#include "gateway/curl.hpp"
#include "gateway/mail_transport.hpp"
#include "util/crypto.hpp"

namespace myatlas::gateway {

// A server mails are handed to.
struct SmtpServer
{
  std::string url;  // "smtps://host:465" or "smtp://host:587", which then must offer STARTTLS
  std::string from; // address mails come from
  std::string user; // empty: without a login
  util::Secret password;
  std::string ca_file; // certificates that are trusted; empty: those of the system
};

// Hands mails to a mail server (RFC 5321), encrypted and verified always, one connection for
// many. deliver fails with mail.refused (address, answer) when the server will never take the
// mail, mail.deferred (address, answer) when it may later, mail.outcome (address) when it was cut
// off after the mail was sent (it may have gone), and network.* or mail.login (host) when no
// mail would pass.
class Smtp final : public MailTransport
{
public:
  static util::Result<Smtp> open(SmtpServer server); // network.url, network.library
  util::Outcome deliver(const formats::Mail& mail) override;
  util::Outcome check() override; // comes in as for a mail and leaves again

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
