#include "store/tables/letters.hpp"

#include <fmt/format.h>

#include "store/rows.hpp"
#include "store/tables/counters.hpp"

namespace myatlas::store {

namespace {

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

// When an account read one.
constexpr auto k_reading =
  table<Instant>("letter_reading", Given("account"), Given("number"), Column("at", Whole{}));

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
  return seen_by.sees(
    "l.number in (select e.number from official_letter e where e.siret in " + seen_by.reach() +
    "union select p.number from official_letter p where p.siret >= $3 * 100000 and p.siret < "
    "($3 + 1) * 100000)");
}

std::string is_seen_letter(const Perimeter& seen_by)
{
  return seen_by.sees(seen_by.reaches("l.siret") + "or l.siret / 100000 = $3");
}

} // namespace

std::string Letters::next_number(int year)
{
  return fmt::format("L{}-{:07}", year, next_value(m_engine, fmt::format("letter-{}", year)));
}

void Letters::put(const OfficialLetter& letter)
{
  add_row<k_letter>(m_engine, letter);
}

std::vector<OfficialLetter> Letters::list(const LetterFilter& filter,
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

std::optional<OfficialLetter> Letters::find(std::string_view number, const Perimeter& seen_by) const
{
  return first_row<k_letter>(
    m_engine, select_letters(is_seen_letter(seen_by) + "and l.number = $4"),
    {seen_by.everything, seen_by.account, seen_by.provider_number(), number});
}

std::optional<domain::OfficialLetter>
Letters::latest(Siren to, std::string_view request, LetterKind kind, std::string_view subject) const
{
  return first_row<k_letter>(
    m_engine,
    select_letters("$1 = 0 and l.siret >= $3 * 100000 and l.siret < ($3 + 1) * 100000 and "
                   "l.request = $4 and l.kind = $5 and l.subject = $6 "
                   "order by l.created desc, l.number desc limit 1"),
    {std::int64_t{0}, std::string_view(), to.number(), request, kind, subject});
}

bool Letters::mark_read(std::string_view account, std::string_view number, Instant at)
{
  return add_if_new<k_reading>(m_engine, at, {account, number});
}

void Letters::add_preference(std::string_view account, const PreferenceChange& change)
{
  add_row<k_preference>(m_engine, change, {account});
}

std::vector<PreferenceChange> Letters::preferences(std::string_view account) const
{
  return all_where<k_preference>(m_engine, "account = $1 order by kind, position", {account});
}

Channel Letters::channel(std::string_view account, LetterKind kind) const
{
  return first_value<Channel>(m_engine,
                              "select channel from preference where account = $1 and kind "
                              "= $2 order by position desc limit 1",
                              {account, kind})
    .value_or(Channel::electronic);
}

} // namespace myatlas::store
