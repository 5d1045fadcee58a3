#include "store/tables/credentials.hpp"

namespace myatlas::store {

void Credentials::put_code(std::string_view account, std::string_view purpose,
                           const OneTimeCode& code)
{
  m_engine.execute("insert into one_time_code (account, purpose, hash, issued, expires, tries) "
                   "values ($1, $2, $3, $4, $5, $6) on conflict (account, purpose) do update set "
                   "hash = excluded.hash, "
                   "issued = excluded.issued, expires = excluded.expires, tries = excluded.tries",
                   {account, purpose, std::string_view(code.hash), code.issued.micros,
                    code.expires.micros, std::int64_t{code.tries}});
}

std::optional<OneTimeCode> Credentials::code(std::string_view account,
                                             std::string_view purpose) const
{
  const auto rows = m_engine.query(
    "select hash, issued, expires, tries from one_time_code where account = $1 and purpose = $2",
    {account, purpose});
  if (rows.empty()) {
    return std::nullopt;
  }
  const Row& row = rows[0];
  return OneTimeCode{row.text(0), util::Instant{row.integer(1)}, util::Instant{row.integer(2)},
                     static_cast<int>(row.integer(3))};
}

void Credentials::drop_code(std::string_view account, std::string_view purpose)
{
  m_engine.execute("delete from one_time_code where account = $1 and purpose = $2",
                   {account, purpose});
}

void Credentials::put_session(std::string_view account, std::string_view token_hash,
                              util::Instant now, util::Instant expires)
{
  m_engine.execute("delete from session where account = $1 and expires < $2",
                   {account, now.micros});
  m_engine.execute("insert into session (account, token, created, expires) values ($1, $2, $3, $4)",
                   {account, token_hash, now.micros, expires.micros});
}

std::optional<Session> Credentials::session(std::string_view token_hash) const
{
  const auto rows =
    m_engine.query("select account, created, expires from session where token = $1", {token_hash});
  return rows.empty() ? std::nullopt
                      : std::optional(Session{rows[0].text(0), util::Instant{rows[0].integer(1)},
                                              util::Instant{rows[0].integer(2)}});
}

std::vector<std::pair<util::Instant, util::Instant>>
Credentials::sessions(std::string_view account) const
{
  std::vector<std::pair<util::Instant, util::Instant>> found;
  for (const Row& row : m_engine.query(
         "select created, expires from session where account = $1 order by created", {account})) {
    found.emplace_back(util::Instant{row.integer(0)}, util::Instant{row.integer(1)});
  }
  return found;
}

std::vector<std::pair<std::string, util::Instant>>
Credentials::attempts_of(std::string_view subject) const
{
  std::vector<std::pair<std::string, util::Instant>> found;
  for (const Row& row :
       m_engine.query("select kind, at from attempt where subject = $1 order by at", {subject})) {
    found.emplace_back(row.text(0), util::Instant{row.integer(1)});
  }
  return found;
}

bool Credentials::drop_session(std::string_view token_hash)
{
  return m_engine.execute("delete from session where token = $1", {token_hash}) == 1;
}

void Credentials::drop_sessions(std::string_view account)
{
  m_engine.execute("delete from session where account = $1", {account});
}

void Credentials::record_attempt(std::string_view kind, std::string_view subject, util::Instant at)
{
  // Tries of one instant, under a fixed clock, are told apart by a microsecond each.
  const auto same = m_engine.query(
    "select count(*) from attempt where subject = $1 and kind = $2 and at >= $3 and at < $4",
    {subject, kind, at.micros, at.micros + 1000});
  m_engine.execute(
    "insert into attempt (subject, kind, at) values ($1, $2, $3) on conflict do nothing",
    {subject, kind, at.micros + same[0].integer(0)});
}

std::vector<util::Instant> Credentials::attempts(std::string_view kind, std::string_view subject,
                                                 util::Instant since) const
{
  std::vector<util::Instant> found;
  for (const Row& row : m_engine.query(
         "select at from attempt where subject = $1 and kind = $2 and at > $3 order by at desc",
         {subject, kind, since.micros})) {
    found.push_back(util::Instant{row.integer(0)});
  }
  return found;
}

void Credentials::forget_attempts(std::string_view kind, std::string_view subject)
{
  m_engine.execute("delete from attempt where subject = $1 and kind = $2", {subject, kind});
}

std::int64_t Credentials::drop_expired(util::Instant now)
{
  constexpr std::int64_t k_day = 86'400'000'000;
  return m_engine.execute("delete from session where expires < $1", {now.micros}) +
         m_engine.execute("delete from one_time_code where expires < $1", {now.micros}) +
         m_engine.execute("delete from attempt where at < $1",
                          {now.micros - 7 * k_day}); // the longest limit is of a day
}

} // namespace myatlas::store
