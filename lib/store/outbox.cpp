#include "store/outbox.hpp"

namespace myatlas::store {

void Outbox::put(const OutboxMail& mail)
{
  m_engine.execute("insert into outbox (account, id, recipient, template, language, payload, created) "
                   "values ($1, $2, $3, $4, $5, $6, $7)",
                   {std::string_view(mail.account), std::string_view(mail.id), std::string_view(mail.recipient),
                    std::string_view(mail.template_name), std::string_view(mail.language), std::string_view(mail.payload),
                    mail.created.micros});
}

std::vector<OutboxMail> Outbox::due() const
{
  std::vector<OutboxMail> mails;
  for (const Row& row : m_engine.query("select id, account, recipient, template, language, payload, created from outbox "
                                       "where delivered is null order by created, id")) {
    mails.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5),
                     util::Instant{row.integer(6)}});
  }
  return mails;
}

std::vector<Outbox::Sent> Outbox::of_account(std::string_view account) const
{
  std::vector<Sent> found;
  for (const Row& row : m_engine.query("select template, created, delivered from outbox where account = $1 order by created", {account})) {
    Sent& sent = found.emplace_back(Sent{row.text(0), util::Instant{row.integer(1)}, std::nullopt});
    if (!row.is_null(2)) {
      sent.delivered = util::Instant{row.integer(2)};
    }
  }
  return found;
}

void Outbox::mark_delivered(const OutboxMail& mail, util::Instant at)
{
  m_engine.execute("update outbox set delivered = $3, payload = '' where account = $1 and id = $2",
                   {std::string_view(mail.account), std::string_view(mail.id), at.micros});
}

} // namespace myatlas::store
