#pragma once

#include "formats/mail/mime.hpp"
#include "util/result.hpp"

namespace myatlas::gateway {

// The way a mail leaves the program.
class MailTransport
{
public:
  virtual ~MailTransport() = default;

  // Done when the mail is out of our hands. mail.header and mail.refused (address, answer): it
  // will never go; mail.undelivered (address, reason), mail.deferred (address, answer),
  // mail.outcome (address): it may go another time; anything else: no mail would.
  virtual util::Outcome deliver(const formats::Mail& mail) = 0;

  // What would keep mails from going, as far as that is known without one.
  virtual util::Outcome check() = 0;
};

} // namespace myatlas::gateway
