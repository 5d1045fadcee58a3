#include "store/tables/correspondence.hpp"

#include <fmt/format.h>

#include "store/tables/counters.hpp"

namespace myatlas::store {

namespace {

constexpr const char* k_select_letter =
  "select l.number, l.kind, l.siret, l.request, l.subject, l.body, l.channel, l.created, r.at from "
  "official_letter l "
  "left join letter_reading r on r.number = l.number and r.account = $2 where ";

// Those an account sees. Letters stand by their establishment: those of a company follow one
// another.
std::string seen_letters(const Perimeter& seen_by)
{
  if (seen_by.everything) {
    return Perimeter::k_everything;
  }
  return "($1 = 0 and l.number in (select e.number from official_letter e where e.siret in " +
         seen_by.reach() +
         "union select p.number from official_letter p where p.siret >= $3 * 100000 and p.siret < "
         "($3 + 1) * 100000)) ";
}

std::string is_seen_letter(const Perimeter& seen_by)
{
  return seen_by.everything
           ? Perimeter::k_everything
           : "($1 = 0 and (" + seen_by.reaches("l.siret") + "or l.siret / 100000 = $3)) ";
}

domain::OfficialLetter letter_of(const Row& row)
{
  return {row.text(0),
          row.read(1, domain::parse_letter_kind),
          domain::Siret::of_checked(row.integer(2)),
          row.text(3),
          row.text(4),
          row.text(5),
          row.read(6, domain::parse_channel),
          util::Instant{row.integer(7)},
          !row.is_null(8)};
}

std::vector<std::string> ids(const std::vector<Row>& rows)
{
  std::vector<std::string> found;
  for (const Row& row : rows) {
    found.push_back(row.text(0));
  }
  return found;
}

} // namespace

std::string Correspondence::next_number(int year)
{
  return fmt::format("L{}-{:07}", year, next_value(m_engine, fmt::format("letter-{}", year)));
}

void Correspondence::put(const domain::OfficialLetter& letter)
{
  m_engine.execute(
    "insert into official_letter (siret, number, kind, request, subject, body, channel, created) "
    "values ($1, $2, $3, $4, $5, $6, $7, $8)",
    {letter.siret.number(), std::string_view(letter.number),
     std::string_view(domain::to_text(letter.kind)), std::string_view(letter.request),
     std::string_view(letter.subject), std::string_view(letter.body),
     std::string_view(domain::to_text(letter.channel)), letter.created.micros});
}

std::vector<domain::OfficialLetter> Correspondence::list(const LetterFilter& filter,
                                                         const Perimeter& seen_by) const
{
  const std::string_view kind = filter.kind ? domain::to_text(*filter.kind) : "";
  std::vector<domain::OfficialLetter> found;
  for (const Row& row : m_engine.query(
         k_select_letter + seen_letters(seen_by) +
           "and ($4 = 0 or r.at is null) and l.created >= $5 and ($6 = '' or l.kind = $6) "
           "order by case when r.at is null then 0 else 1 end, l.created desc, l.number desc",
         {std::int64_t{seen_by.everything}, std::string_view(seen_by.account),
          seen_by.provider_number(), std::int64_t{filter.unread},
          filter.since ? filter.since->micros : INT64_MIN, kind})) {
    found.push_back(letter_of(row));
  }
  return found;
}

std::optional<domain::OfficialLetter> Correspondence::find(std::string_view number,
                                                           const Perimeter& seen_by) const
{
  const auto rows =
    m_engine.query(k_select_letter + is_seen_letter(seen_by) + "and l.number = $4",
                   {std::int64_t{seen_by.everything}, std::string_view(seen_by.account),
                    seen_by.provider_number(), number});
  return rows.empty() ? std::nullopt : std::optional(letter_of(rows[0]));
}

std::optional<domain::OfficialLetter> Correspondence::latest(domain::Siren to,
                                                             std::string_view request,
                                                             domain::LetterKind kind,
                                                             std::string_view subject) const
{
  const auto rows = m_engine.query(
    std::string(k_select_letter) +
      "$1 = 0 and l.siret >= $3 * 100000 and l.siret < ($3 + 1) * 100000 and l.request = $4 "
      "and l.kind = $5 and l.subject = $6 order by l.created desc, l.number desc limit 1",
    {std::int64_t{0}, std::string_view(), to.number(), request,
     std::string_view(domain::to_text(kind)), subject});
  return rows.empty() ? std::nullopt : std::optional(letter_of(rows[0]));
}

bool Correspondence::mark_read(std::string_view account, std::string_view number, util::Instant at)
{
  return m_engine.execute("insert into letter_reading (account, number, at) values ($1, $2, $3) on "
                          "conflict (account, number) do nothing",
                          {account, number, at.micros}) > 0;
}

void Correspondence::add_preference(std::string_view account, const PreferenceChange& change)
{
  m_engine.execute(
    "insert into preference (account, kind, position, channel, since) "
    "select $1, $2, count(*) + 1, $3, $4 from preference where account = $1 and kind = $2",
    {account, std::string_view(domain::to_text(change.kind)),
     std::string_view(domain::to_text(change.channel)), change.since.micros});
}

std::vector<PreferenceChange> Correspondence::preferences(std::string_view account) const
{
  std::vector<PreferenceChange> found;
  for (const Row& row : m_engine.query(
         "select kind, channel, since from preference where account = $1 order by kind, position",
         {account})) {
    found.push_back({row.read(0, domain::parse_letter_kind), row.read(1, domain::parse_channel),
                     util::Instant{row.integer(2)}});
  }
  return found;
}

domain::Channel Correspondence::channel(std::string_view account, domain::LetterKind kind) const
{
  const auto rows = m_engine.query("select channel from preference where account = $1 and kind = "
                                   "$2 order by position desc limit 1",
                                   {account, std::string_view(domain::to_text(kind))});
  return rows.empty() ? domain::Channel::electronic : rows[0].read(0, domain::parse_channel);
}

void Correspondence::set_alert(std::string_view account, domain::AlertEvent event,
                               domain::Frequency frequency)
{
  m_engine.execute("insert into alert (account, event, frequency) values ($1, $2, $3) "
                   "on conflict (account, event) do update set frequency = excluded.frequency",
                   {account, std::string_view(domain::to_text(event)),
                    std::string_view(domain::to_text(frequency))});
}

domain::Frequency Correspondence::frequency(std::string_view account,
                                            domain::AlertEvent event) const
{
  const auto rows = m_engine.query("select frequency from alert where account = $1 and event = $2",
                                   {account, std::string_view(domain::to_text(event))});
  if (!rows.empty()) {
    return rows[0].read(0, domain::parse_frequency);
  }
  const auto letter = domain::letter_answered_after(event);
  const bool on_paper = letter && channel(account, *letter) == domain::Channel::paper;
  return domain::must_be_answered(event) && !on_paper ? domain::Frequency::immediate
                                                      : domain::Frequency::never;
}

void Correspondence::add_item(std::string_view account, const domain::AlertItem& item)
{
  m_engine.execute(
    "insert into alert_item (account, position, event, subject, label, at, title, amount) "
    "select $1, count(*) + 1, $2, $3, $4, $5, $6, $7 from alert_item where account = $1",
    {account, std::string_view(domain::to_text(item.event)), std::string_view(item.subject),
     std::string_view(item.label), item.at.micros, std::string_view(item.title),
     std::string_view(item.amount)});
}

std::vector<domain::AlertItem> Correspondence::untold(std::string_view account) const
{
  std::vector<domain::AlertItem> found;
  for (const Row& row :
       m_engine.query("select event, subject, label, at, title, amount from alert_item where "
                      "account = $1 and told is null order by position",
                      {account})) {
    found.push_back({row.read(0, domain::parse_alert_event), row.text(1), row.text(2),
                     util::Instant{row.integer(3)}, row.text(4), row.text(5)});
  }
  return found;
}

std::optional<util::Instant> Correspondence::last_told(std::string_view account,
                                                       domain::AlertEvent event,
                                                       util::Instant until) const
{
  const auto rows = m_engine.query(
    "select max(told) from alert_item where account = $1 and event = $2 and told <= $3",
    {account, std::string_view(domain::to_text(event)), until.micros});
  return rows[0].is_null(0) ? std::nullopt : std::optional(util::Instant{rows[0].integer(0)});
}

void Correspondence::mark_told(std::string_view account, domain::AlertEvent event, util::Instant at)
{
  m_engine.execute(
    "update alert_item set told = $3 where account = $1 and event = $2 and told is null",
    {account, std::string_view(domain::to_text(event)), at.micros});
}

std::vector<std::string> Correspondence::accounts_with_alerts() const
{
  return ids(m_engine.query(
    "select distinct account from alert where frequency <> 'never' order by account", {}));
}

std::vector<std::string> Correspondence::managers_of(domain::Siret siret) const
{
  return ids(m_engine.query(
    "select distinct e.account from account_establishment e join account a on a.id = e.account "
    "where e.siret = $1 and e.grantor is null and a.state = 'active' order by e.account",
    {siret.number()}));
}

std::vector<std::string> Correspondence::providers_of(domain::Siren siren, domain::Date day) const
{
  const std::string today = day.text();
  return ids(m_engine.query(
    "select distinct account from provider_reach where siren = $1 and until >= $2 order by account",
    {siren.number(), std::string_view(today)}));
}

} // namespace myatlas::store
