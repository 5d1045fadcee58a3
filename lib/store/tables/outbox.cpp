#include "store/tables/outbox.hpp"

#include "store/rows.hpp"
#include "util/crypto.hpp"
#include "util/text.hpp"

namespace myatlas::store {

namespace {

util::MachineError damaged_outbox(const std::string& text)
{
  return util::MachineError(util::Error{"store.corrupt", {"outbox", util::printable(text)}});
}

struct Uuid : ByType // it names a file and a header
{
  template <typename T>
  static T read(const Row& row, std::size_t column, const util::Key*)
  {
    const std::string& text = row.text(column);
    if (!util::is_uuid(text)) {
      throw damaged_outbox(text);
    }
    return text;
  }
};

constexpr auto k_mail = table<OutboxMail>(
  "outbox", Column("account", &OutboxMail::account, Part::key),
  Column("id", &OutboxMail::id, Part::key, Uuid{}), Column("recipient", &OutboxMail::recipient),
  Column("template", &OutboxMail::kind), Column("language", &OutboxMail::language),
  Column("payload", &OutboxMail::payload), Column("created", &OutboxMail::created),
  Column("tries", &OutboxMail::tries), Column("next_try", &OutboxMail::next_try),
  Column("delivered", &OutboxMail::delivered), Column("failed", &OutboxMail::failed),
  Column("reason", &OutboxMail::reason), Column("answer", &OutboxMail::answer));

const char* where_mail_is(MailState state)
{
  switch (state) {
  case MailState::waiting:
    return "delivered is null and failed is null ";
  case MailState::sent:
    return "delivered is not null ";
  case MailState::failed:
    return "failed is not null ";
  }
  return "";
}

} // namespace

void Outbox::put(const OutboxMail& mail)
{
  add_row<k_mail>(m_engine, mail);
}

std::vector<OutboxMail> Outbox::due(util::Instant now) const
{
  return all_where<k_mail>(m_engine,
                           "delivered is null and failed is null and (next_try is null or next_try "
                           "<= $1 or next_try > $2) order by created, id",
                           {now, now + k_longest_pause});
}

static std::string where_mail(std::optional<MailState> is)
{
  return is ? std::string("where ") + where_mail_is(*is) : "";
}

std::vector<OutboxMail> Outbox::list(std::optional<MailState> state) const
{
  return all_rows<k_mail>(m_engine, select<k_mail>() + where_mail(state) + "order by created, id");
}

std::vector<OutboxMail> Outbox::of_account(std::string_view account) const
{
  return all_where<k_mail>(m_engine, "account = $1 order by created, id", {account});
}

bool Outbox::claim(const OutboxMail& mail, util::Instant now, util::Instant until)
{
  return m_engine.execute(
           "update outbox set tries = tries + 1, next_try = $4 where account = $1 and id = $2 and "
           "delivered is null "
           "and failed is null and (next_try is null or next_try <= $3 or next_try > $5)",
           {mail.account, mail.id, now, until, now + k_longest_pause}) == 1;
}

void Outbox::mark_delivered(const OutboxMail& mail, util::Instant at)
{
  m_engine.execute("update outbox set delivered = $3, payload = '', next_try = null, reason = '', "
                   "answer = '' where account = $1 and id = $2",
                   {mail.account, mail.id, at});
}

void Outbox::put_off(const OutboxMail& mail, util::Instant until, std::string_view reason,
                     std::string_view answer)
{
  m_engine.execute(
    "update outbox set next_try = $3, reason = $4, answer = $5 where account = $1 and id = $2",
    {mail.account, mail.id, until, reason, answer});
}

void Outbox::mark_failed(const OutboxMail& mail, util::Instant at, std::string_view reason,
                         std::string_view answer)
{
  m_engine.execute(
    "update outbox set failed = $3, next_try = null, reason = $4, answer = $5 where account = $1 "
    "and id = $2",
    {mail.account, mail.id, at, reason, answer});
}

std::int64_t Outbox::retry_failed(util::Instant at)
{
  return m_engine.execute(
    "update outbox set failed = null, tries = 0, next_try = $1 where failed is not null", {at});
}

std::int64_t Outbox::drop_sent(util::Instant before)
{
  return m_engine.execute("delete from outbox where delivered is not null and delivered < $1",
                          {before});
}

MailState state_of(const OutboxMail& mail)
{
  if (mail.delivered) {
    return MailState::sent;
  }
  return mail.failed ? MailState::failed : MailState::waiting;
}

} // namespace myatlas::store
