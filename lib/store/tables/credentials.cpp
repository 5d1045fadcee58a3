#include "store/tables/credentials.hpp"

#include "store/rows.hpp"

namespace myatlas::store {

namespace {

using domain::AttemptKind;
using domain::CodePurpose;
using util::Instant;

constexpr auto k_code = table<OneTimeCode>(
  "one_time_code", Given("account"), Given("purpose"), Column("hash", &OneTimeCode::hash),
  Column("issued", &OneTimeCode::issued), Column("expires", &OneTimeCode::expires),
  Column("tries", &OneTimeCode::tries));

constexpr auto k_session =
  table<Session>("session", Column("account", &Session::account), Given("token"),
                 Column("created", &Session::created), Column("expires", &Session::expires));

constexpr auto k_attempt =
  table<Instant>("attempt", Given("subject"), Given("kind"), Column("at", Whole{}, Part::key));

} // namespace

void Credentials::put_code(std::string_view account, CodePurpose purpose, const OneTimeCode& code)
{
  put_row<k_code>(m_engine, code, {account, purpose});
}

std::optional<OneTimeCode> Credentials::code(std::string_view account, CodePurpose purpose) const
{
  return first_where<k_code>(m_engine, "account = $1 and purpose = $2", {account, purpose});
}

void Credentials::drop_code(std::string_view account, CodePurpose purpose)
{
  m_engine.execute("delete from one_time_code where account = $1 and purpose = $2",
                   {account, purpose});
}

void Credentials::put_session(std::string_view account, std::string_view token_hash, Instant now,
                              Instant expires)
{
  m_engine.execute("delete from session where account = $1 and expires < $2", {account, now});
  add_row<k_session>(m_engine, {std::string(account), now, expires}, {token_hash});
}

std::optional<Session> Credentials::session(std::string_view token_hash) const
{
  return first_where<k_session>(m_engine, "token = $1", {token_hash});
}

std::vector<std::pair<Instant, Instant>> Credentials::sessions(std::string_view account) const
{
  return values<std::pair<Instant, Instant>>(
    m_engine, "select created, expires from session where account = $1 order by created",
    {account});
}

std::vector<std::pair<AttemptKind, Instant>>
Credentials::attempts_of(std::string_view subject) const
{
  return values<std::pair<AttemptKind, Instant>>(
    m_engine, "select kind, at from attempt where subject = $1 order by at", {subject});
}

bool Credentials::drop_session(std::string_view token_hash)
{
  return m_engine.execute("delete from session where token = $1", {token_hash}) == 1;
}

void Credentials::drop_sessions(std::string_view account)
{
  m_engine.execute("delete from session where account = $1", {account});
}

static std::int64_t attempts_at(Engine& engine, AttemptKind kind, std::string_view subject,
                                Instant at)
{
  return value(
    engine,
    "select count(*) from attempt where subject = $1 and kind = $2 and at >= $3 and at < $4",
    {subject, kind, at, at + 1000});
}

void Credentials::record_attempt(AttemptKind kind, std::string_view subject, Instant at)
{
  // Tries of one instant, under a fixed clock, are told apart by a microsecond each.
  const Instant free = at + attempts_at(m_engine, kind, subject, at);
  add_if_new<k_attempt>(m_engine, free, {subject, kind});
}

std::vector<Instant> Credentials::attempts(AttemptKind kind, std::string_view subject,
                                           Instant since) const
{
  return all_where<k_attempt>(m_engine, "subject = $1 and kind = $2 and at > $3 order by at desc",
                              {subject, kind, since});
}

void Credentials::forget_attempts(AttemptKind kind, std::string_view subject)
{
  m_engine.execute("delete from attempt where subject = $1 and kind = $2", {subject, kind});
}

std::int64_t Credentials::drop_expired(Instant now)
{
  constexpr std::int64_t k_day = 86'400'000'000;
  return m_engine.execute("delete from session where expires < $1", {now}) +
         m_engine.execute("delete from one_time_code where expires < $1", {now}) +
         m_engine.execute("delete from attempt where at < $1",
                          {now.micros - 7 * k_day}); // the longest limit is of a day
}

} // namespace myatlas::store
