#include "store/tables/outbox.hpp"

#include "util/crypto.hpp"
#include "util/text.hpp"

namespace myatlas::store {

namespace {

const std::string k_select_mail =
  "select id, account, recipient, template, language, payload, created, tries, next_try, "
  "delivered, failed, reason, answer from outbox ";

std::optional<util::Instant> instant(const Row& row, std::size_t column)
{
  return row.is_null(column) ? std::nullopt : std::optional(util::Instant{row.integer(column)});
}

std::vector<OutboxMail> mails_of(const std::vector<Row>& rows)
{
  std::vector<OutboxMail> mails;
  for (const Row& row : rows) {
    if (!util::is_uuid(row.text(0))) { // it names a file and a header
      throw util::MachineError(
        util::Error{"store.corrupt", {"outbox", util::printable(row.text(0))}});
    }
    mails.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5),
                     util::Instant{row.integer(6)}, row.integer(7), instant(row, 8),
                     instant(row, 9), instant(row, 10), row.text(11), row.text(12)});
  }
  return mails;
}

} // namespace

void Outbox::put(const OutboxMail& mail)
{
  m_engine.execute(
    "insert into outbox (account, id, recipient, template, language, payload, created) "
    "values ($1, $2, $3, $4, $5, $6, $7)",
    {std::string_view(mail.account), std::string_view(mail.id), std::string_view(mail.recipient),
     std::string_view(mail.template_name), std::string_view(mail.language),
     std::string_view(mail.payload), mail.created.micros});
}

std::vector<OutboxMail> Outbox::due(util::Instant now) const
{
  return mails_of(m_engine.query(k_select_mail +
                                   "where delivered is null and failed is null and (next_try is "
                                   "null or next_try <= $1 or next_try > $2) "
                                   "order by created, id",
                                 {now.micros, now.micros + k_longest_pause}));
}

std::vector<OutboxMail> Outbox::list(std::optional<MailState> state) const
{
  const char* where = !state                         ? ""
                      : *state == MailState::waiting ? "where delivered is null and failed is null "
                      : *state == MailState::sent    ? "where delivered is not null "
                                                     : "where failed is not null ";
  return mails_of(m_engine.query(k_select_mail + where + "order by created, id", {}));
}

std::vector<OutboxMail> Outbox::of_account(std::string_view account) const
{
  return mails_of(
    m_engine.query(k_select_mail + "where account = $1 order by created, id", {account}));
}

bool Outbox::claim(const OutboxMail& mail, util::Instant now, util::Instant until)
{
  return m_engine.execute(
           "update outbox set tries = tries + 1, next_try = $4 where account = $1 and id = $2 and "
           "delivered is null "
           "and failed is null and (next_try is null or next_try <= $3 or next_try > $5)",
           {std::string_view(mail.account), std::string_view(mail.id), now.micros, until.micros,
            now.micros + k_longest_pause}) == 1;
}

void Outbox::mark_delivered(const OutboxMail& mail, util::Instant at)
{
  m_engine.execute("update outbox set delivered = $3, payload = '', next_try = null, reason = '', "
                   "answer = '' where account = $1 and id = $2",
                   {std::string_view(mail.account), std::string_view(mail.id), at.micros});
}

void Outbox::put_off(const OutboxMail& mail, util::Instant until, std::string_view reason,
                     std::string_view answer)
{
  m_engine.execute(
    "update outbox set next_try = $3, reason = $4, answer = $5 where account = $1 and id = $2",
    {std::string_view(mail.account), std::string_view(mail.id), until.micros, reason, answer});
}

void Outbox::mark_failed(const OutboxMail& mail, util::Instant at, std::string_view reason,
                         std::string_view answer)
{
  m_engine.execute(
    "update outbox set failed = $3, next_try = null, reason = $4, answer = $5 where account = $1 "
    "and id = $2",
    {std::string_view(mail.account), std::string_view(mail.id), at.micros, reason, answer});
}

std::int64_t Outbox::retry_failed(util::Instant at)
{
  return m_engine.execute(
    "update outbox set failed = null, tries = 0, next_try = $1 where failed is not null",
    {at.micros});
}

std::int64_t Outbox::drop_sent(util::Instant before)
{
  return m_engine.execute("delete from outbox where delivered is not null and delivered < $1",
                          {before.micros});
}

MailState state_of(const OutboxMail& mail)
{
  return mail.delivered ? MailState::sent : mail.failed ? MailState::failed : MailState::waiting;
}

} // namespace myatlas::store
