#pragma once

#include <functional>
#include <map>
#include <string>

#include "gateway/mail_transport.hpp"
#include "services/context.hpp"
#include "store/tables/outbox.hpp"

namespace myatlas::services {

// What a mail says, without its words: lib/texts has those, in both languages.
struct Mail
{
  domain::MailKind kind = domain::MailKind::alert;
  std::string language;
  std::map<std::string, std::string> fields; // first_name, last_name, code, minutes
};

struct MailText
{
  std::string subject, body;
};

// A mail to the holder of an account, by name and in its language.
Mail mail_to(const domain::Account& account, domain::MailKind kind);

class MailWriter
{
public:
  virtual ~MailWriter() = default;
  virtual MailText write(const Mail& mail) const = 0;
};

// Puts a mail to `account` in the outbox, sealed: the code in it must not lie readable in the
// store.
void queue_mail(const Context& context, const domain::Account& account, const Mail& mail);

// Hands over all that is due: each mail is taken first, so that two at once do not send it twice;
// whoever is killed in between has it sent again, with the same Message-ID. What may go another
// time waits for a minute, then longer, for five days or as long as the code in it lives; what will
// never go is kept as failed. Problems of a mail have its number, and no address. When no mail
// would pass, the rest is left for the next time.
struct Delivery
{
  int delivered = 0, deferred = 0, failed = 0;
  Errors problems;
};
// Who looks on: may say before a mail that no more are to be sent, and is told what became of
// each.
struct DeliveryWitness
{
  std::function<bool()> goes_on = [] { return true; };
  std::function<void(const store::OutboxMail& mail, const Outcome& sent)> settled =
    [](const store::OutboxMail&, const Outcome&) {};
};
Delivery deliver_mails(const Context& context, gateway::MailTransport& transport,
                       const MailWriter& writer, const DeliveryWitness& witness = {});

// Has those tried again that failed for good; how many.
std::int64_t retry_failed_mails(const Context& context);

} // namespace myatlas::services
