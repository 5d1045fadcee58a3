#include "store/tables/correspondence.hpp"

#include <fmt/format.h>

#include "store/rows.hpp"
#include "store/state_lists.hpp"
#include "store/tables/counters.hpp"

namespace myatlas::store {

namespace {

using domain::AlertEvent;
using domain::AlertItem;
using domain::Channel;
using domain::LetterKind;
using domain::OfficialLetter;
using domain::Siren;
using util::Instant;

struct NotNull
{
  static Bind bind(bool, const util::Key*) { return {}; }
  template <typename T>
  static T read(const Row& row, std::size_t column, const util::Key*)
  {
    return !row.is_null(column);
  }
};

constexpr auto k_letter = table<OfficialLetter>(
  "official_letter", Column("siret", &OfficialLetter::siret),
  Column("number", &OfficialLetter::number, Part::key), Column("kind", &OfficialLetter::kind),
  Column("request", &OfficialLetter::request), Column("subject", &OfficialLetter::subject),
  Column("body", &OfficialLetter::body), Column("channel", &OfficialLetter::channel),
  Column("created", &OfficialLetter::created),
  Column("r.at", &OfficialLetter::read, Part::joined, NotNull{}));

constexpr auto k_preference = table<PreferenceChange>(
  "preference", Given("account"), Column("kind", &PreferenceChange::kind, Part::key),
  Position("position"), Column("channel", &PreferenceChange::channel),
  Column("since", &PreferenceChange::since));

constexpr auto k_alert_item =
  table<AlertItem>("alert_item", Given("account"), Position("position"),
                   Column("event", &AlertItem::event), Column("subject", &AlertItem::subject),
                   Column("label", &AlertItem::label), Column("at", &AlertItem::at),
                   Column("title", &AlertItem::title), Column("amount", &AlertItem::amount));

std::string select_letters(const std::string& where)
{
  static const std::string k_select =
    "select " + columns_text(k_letter.columns(), "l") +
    " from official_letter l left join letter_reading r on r.number = l.number and r.account = $2 "
    "where ";
  return k_select + where;
}

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

} // namespace

std::string Correspondence::next_number(int year)
{
  return fmt::format("L{}-{:07}", year, next_value(m_engine, fmt::format("letter-{}", year)));
}

void Correspondence::put(const OfficialLetter& letter)
{
  add_row<k_letter>(m_engine, letter);
}

std::vector<OfficialLetter> Correspondence::list(const LetterFilter& filter,
                                                 const Perimeter& seen_by) const
{
  const std::string_view kind = filter.kind ? domain::to_text(*filter.kind) : "";
  return all_rows<k_letter>(
    m_engine,
    select_letters(
      seen_letters(seen_by) +
      "and ($4 = 0 or r.at is null) and l.created >= $5 and ($6 = '' or l.kind = $6) "
      "order by case when r.at is null then 0 else 1 end, l.created desc, l.number desc"),
    {seen_by.everything, seen_by.account, seen_by.provider_number(), filter.unread,
     filter.since.value_or(Instant{INT64_MIN}), kind});
}

std::optional<OfficialLetter> Correspondence::find(std::string_view number,
                                                   const Perimeter& seen_by) const
{
  return first_row<k_letter>(
    m_engine, select_letters(is_seen_letter(seen_by) + "and l.number = $4"),
    {seen_by.everything, seen_by.account, seen_by.provider_number(), number});
}

std::optional<domain::OfficialLetter> Correspondence::latest(Siren to, std::string_view request,
                                                             LetterKind kind,
                                                             std::string_view subject) const
{
  return first_row<k_letter>(
    m_engine,
    select_letters("$1 = 0 and l.siret >= $3 * 100000 and l.siret < ($3 + 1) * 100000 and "
                   "l.request = $4 and l.kind = $5 and l.subject = $6 "
                   "order by l.created desc, l.number desc limit 1"),
    {std::int64_t{0}, std::string_view(), to.number(), request, kind, subject});
}

bool Correspondence::mark_read(std::string_view account, std::string_view number, Instant at)
{
  return m_engine.execute("insert into letter_reading (account, number, at) values ($1, $2, $3) on "
                          "conflict (account, number) do nothing",
                          {account, number, at}) > 0;
}

void Correspondence::add_preference(std::string_view account, const PreferenceChange& change)
{
  add_row<k_preference>(m_engine, change, {account});
}

std::vector<PreferenceChange> Correspondence::preferences(std::string_view account) const
{
  return all_where<k_preference>(m_engine, "account = $1 order by kind, position", {account});
}

Channel Correspondence::channel(std::string_view account, LetterKind kind) const
{
  return first_value<Channel>(m_engine,
                              "select channel from preference where account = $1 and kind "
                              "= $2 order by position desc limit 1",
                              {account, kind})
    .value_or(Channel::electronic);
}

void Correspondence::set_alert(std::string_view account, AlertEvent event,
                               domain::Frequency frequency)
{
  m_engine.execute("insert into alert (account, event, frequency) values ($1, $2, $3) "
                   "on conflict (account, event) do update set frequency = excluded.frequency",
                   {account, event, frequency});
}

domain::Frequency Correspondence::frequency(std::string_view account, AlertEvent event) const
{
  if (const auto chosen = first_value<domain::Frequency>(
        m_engine, "select frequency from alert where account = $1 and event = $2",
        {account, event})) {
    return *chosen;
  }
  const auto letter = domain::letter_answered_after(event);
  const bool on_paper = letter && channel(account, *letter) == Channel::paper;
  return domain::must_be_answered(event) && !on_paper ? domain::Frequency::immediate
                                                      : domain::Frequency::never;
}

void Correspondence::add_item(std::string_view account, const AlertItem& item)
{
  add_row<k_alert_item>(m_engine, item, {account});
}

std::vector<AlertItem> Correspondence::untold(std::string_view account) const
{
  return all_where<k_alert_item>(m_engine, "account = $1 and told is null order by position",
                                 {account});
}

std::optional<Instant> Correspondence::last_told(std::string_view account, AlertEvent event,
                                                 Instant until) const
{
  return value<std::optional<Instant>>(
    m_engine, "select max(told) from alert_item where account = $1 and event = $2 and told <= $3",
    {account, event, until});
}

void Correspondence::mark_told(std::string_view account, AlertEvent event, Instant at)
{
  m_engine.execute(
    "update alert_item set told = $3 where account = $1 and event = $2 and told is null",
    {account, event, at});
}

std::vector<std::string> Correspondence::accounts_with_alerts() const
{
  return values<std::string>(
    m_engine, "select distinct l.account from alert l join account a on a.id = l.account where "
              "l.frequency <> " +
                quoted(domain::Frequency::never) +
                " and a.state = " + quoted(domain::AccountState::active) + " order by l.account");
}

std::vector<std::string> Correspondence::managers_of(domain::Siret siret) const
{
  return values<std::string>(
    m_engine,
    "select distinct e.account from account_establishment e join account a on a.id = e.account "
    "where e.siret = $1 and e.grantor is null and a.state = " +
      quoted(domain::AccountState::active) + " order by e.account",
    {siret});
}

std::vector<std::string> Correspondence::providers_of(Siren siren, domain::Date day) const
{
  return values<std::string>(
    m_engine,
    "select distinct account from provider_reach where siren = $1 and until >= $2 order by account",
    {siren, day});
}

} // namespace myatlas::store
