#include "domain/dossiers/instalments.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <tuple>

#include "domain/dossiers/carried_out.hpp"
#include "domain/values/calendar.hpp"
#include "util/decimal.hpp"
#include "util/ranges.hpp"

namespace myatlas::domain {

namespace {

using util::divide_half_up;

constexpr int k_months_of_year = 12;
constexpr std::int64_t k_hundred_percent = 100;
constexpr Money k_least_at_a_distance{4000'00};
constexpr Money k_share{750'00}, k_share_after_rupture{200'00};
constexpr int k_level_with_share = 6;
constexpr int k_longest_as_trainee = 3; // months
constexpr int k_days_of_probation = 45; // L6222-18
constexpr int k_months_to_invoice = 4;
constexpr const char* k_code_as_trainee = "E0";

// A part of a year's amount, and the month of that year it opens in; 0: when the year is over.
struct Part
{
  int percent = 0;
  int month = 0;
};
using Parts = std::span<const Part>;
constexpr Part k_since_2025[] = {{40, 1}, {30, 7}, {20, 10}, {10, 0}};
constexpr Part k_before[] = {{40, 1}, {30, 7}, {30, 10}};
constexpr Part k_short_before[] = {{50, 1}, {50, 0}};

bool is_of_2025(Date concluded)
{
  return concluded >= *Date::from(2025, 7, 1);
}

// Of less than a year.
bool is_short(const FundingTerms& terms)
{
  return plus_months(terms.start, k_months_of_year) > plus_days(terms.planned_end, 1);
}

Parts parts_of(const FundingTerms& terms)
{
  if (is_of_2025(terms.concluded)) {
    return k_since_2025;
  }
  return is_short(terms) ? Parts(k_short_before) : Parts(k_before);
}

Money share_of(Money amount, int percent)
{
  return {divide_half_up(__int128{amount.cents} * percent, k_hundred_percent)};
}

// Begun months, from day to day: 1 September to 10 March are seven.
int begun_months(Date from, Date to)
{
  int months = 0;
  while (plus_months(from, months) <= to) {
    ++months;
  }
  return months;
}

Money of_twelve(Money yearly, int months)
{
  return {divide_half_up(__int128{yearly.cents} * months, k_months_of_year)};
}

// Of contracts concluded before July 2025 a month that has begun is due whole (R6332-25 VI as it
// was then); of later ones each day counts.
Money share_of_year(const FundingTerms& terms, Money yearly, Date from, Date to)
{
  return is_of_2025(terms.concluded) ? pro_rata(yearly, from, to)
                                     : of_twelve(yearly, begun_months(from, to));
}

Date start_of_year(const FundingTerms& terms, int year)
{
  return plus_months(terms.start, (year - 1) * k_months_of_year);
}

// A year of a contract, or what there is of it.
Period year_of_contract(const FundingTerms& terms, int year)
{
  const Date next = start_of_year(terms, year + 1);
  return {start_of_year(terms, year), std::min(terms.end, plus_days(next, -1))};
}

Date opening_of(const Part& part, const Period& year)
{
  const Date over = plus_days(year.to, 1);
  return part.month == 0 ? over : std::min(over, plus_months(year.from, part.month - 1));
}

Instalment instalment_of(const Part& part, const Period& period, int year, Money amount)
{
  return {.number = 0,
          .code = "",
          .year = year,
          .opens = opening_of(part, period),
          .from = period.from,
          .to = period.to,
          .amount = amount};
}

void add_year(Instalments& found, const FundingTerms& terms, Money yearly, int year)
{
  const Period period = year_of_contract(terms, year);
  const Money amount = share_of_year(terms, yearly, period.from, period.to);
  Money left = amount;
  const Parts parts = parts_of(terms);
  for (const Part& part : parts) {
    const Money paid = &part == &parts.back() ? left : share_of(amount, part.percent);
    left -= paid;
    found.push_back(instalment_of(part, period, year, paid));
  }
}

void take_off(Instalments& found, Money share)
{
  for (Instalment& instalment : found) {
    const Money taken = std::min(share, instalment.amount);
    instalment.amount -= taken;
    share -= taken;
  }
}

bool is_as_trainee(const Instalment& instalment)
{
  return instalment.code == k_code_as_trainee;
}

// The last one that is not gone; null: there is none.
Instalment* last_of(Instalments& instalments)
{
  const auto stands = [](const Instalment& instalment) { return !instalment.is_gone; };
  const auto last = std::find_if(instalments.rbegin(), instalments.rend(), stands);
  return last == instalments.rend() ? nullptr : &*last;
}

void name_balance(Instalment* last)
{
  if (last != nullptr && !is_as_trainee(*last)) {
    last->code = "99";
  }
}

// "E1", "E2"… in their order, and "99" the balance; those that are gone are counted on.
void put_codes(Instalments& instalments)
{
  int paid = 0;
  for (Instalment& instalment : instalments) {
    if (!is_as_trainee(instalment)) {
      instalment.code = "E" + std::to_string(++paid);
    }
  }
  name_balance(last_of(instalments));
}

// The year an instalment is of, and how many of that year come before it.
std::vector<std::pair<int, int>> places_of(const Instalments& instalments)
{
  std::map<int, int> in_year;
  std::vector<std::pair<int, int>> places;
  for (const Instalment& instalment : instalments) {
    places.emplace_back(instalment.year, in_year[instalment.year]++);
  }
  return places;
}

} // namespace

std::optional<Date> last_day_to_invoice(Date concluded, Date end)
{
  return is_of_2025(concluded) ? std::optional(plus_months(end, k_months_to_invoice))
                               : std::nullopt;
}

Money pro_rata(Money yearly, Date from, Date to)
{
  const std::int64_t year = plus_months(from, k_months_of_year).days() - from.days();
  const std::int64_t days = to.days() - from.days() + 1;
  return {divide_half_up(__int128{yearly.cents} * days, year)};
}

namespace {

// Four fifths of its hours, or more.
bool is_at_a_distance(const FundingTerms& terms)
{
  return terms.hours != 0 && terms.distance_hours * 10 >= terms.hours * 8;
}

bool has_employer_share(const FundingTerms& terms)
{
  return is_of_2025(terms.concluded) && terms.level >= k_level_with_share;
}

} // namespace

Money reduced_for_distance(const FundingTerms& terms)
{
  if (!is_of_2025(terms.concluded) || !is_at_a_distance(terms)) {
    return terms.yearly;
  }
  return std::min(terms.yearly, std::max(share_of(terms.yearly, 80), k_least_at_a_distance));
}

Money employer_share(const FundingTerms& terms, Money whole)
{
  if (!has_employer_share(terms)) {
    return {};
  }
  if (terms.in_probation) {
    return std::min(share_of(whole, 50), k_share);
  }
  return terms.after_rupture ? k_share_after_rupture : k_share;
}

std::optional<Date> sure_end_of_probation(const Contract& contract)
{
  const auto practical = contract.date("contrat.dateFormationPratiqueEmployeur");
  const auto start = practical ? practical : contract.date("contrat.dateDebutContrat");
  return start ? std::optional(plus_days(*start, k_days_of_probation - 1)) : std::nullopt;
}

FundingTerms terms_of(const Contract& contract, const Contract& original, Money yearly)
{
  FundingTerms terms;
  terms.yearly = yearly;
  terms.concluded = original.date("contrat.dateConclusion").value_or(terms.concluded);
  terms.start = contract.date("contrat.dateDebutContrat").value_or(terms.start);
  terms.end = terms.planned_end = contract.date("contrat.dateFinContrat").value_or(terms.end);
  terms.hours = contract.number("formation.dureeFormation");
  terms.distance_hours = contract.number("formation.nombreHeuresEnDistanciel");
  terms.level = contract.level();
  terms.after_rupture = original.number("contrat.typeContratApp") == 23;
  return terms;
}

namespace {

Period period_as_trainee(const FundingTerms& terms)
{
  const Date from = std::max(*terms.trainee_from, plus_months(terms.start, -k_longest_as_trainee));
  const bool signed_meanwhile = terms.concluded > from && terms.concluded < terms.start;
  return {from, plus_days(signed_meanwhile ? terms.concluded : terms.start, -1)};
}

// Before the contract (E0).
Instalment time_as_trainee(const FundingTerms& terms, Money yearly)
{
  const Period period = period_as_trainee(terms);
  return {.number = 0,
          .code = k_code_as_trainee,
          .year = 0,
          .opens = terms.start,
          .from = period.from,
          .to = period.to,
          .amount = share_of_year(terms, yearly, period.from, period.to)};
}

Instalments instalments_of_years(const FundingTerms& terms, Money yearly)
{
  Instalments found;
  for (int year = 1; start_of_year(terms, year) <= terms.end; ++year) {
    add_year(found, terms, yearly, year);
  }
  return found;
}

void number_in_order(Instalments& instalments)
{
  int number = 0;
  for (Instalment& instalment : instalments) {
    instalment.number = ++number;
  }
}

bool was_trainee_before(const FundingTerms& terms)
{
  return terms.trainee_from && *terms.trainee_from < terms.start;
}

// What was funded before the contract comes first.
std::pair<bool, int> order_of(const Instalment& instalment)
{
  return {instalment.year != 0, instalment.number};
}

} // namespace

Instalments schedule(const FundingTerms& terms)
{
  const Money yearly = reduced_for_distance(terms);
  Instalments found = instalments_of_years(terms, yearly);
  take_off(found, employer_share(terms, util::total_of(found, &Instalment::amount)));
  if (was_trainee_before(terms)) {
    found.insert(found.begin(), time_as_trainee(terms, yearly));
  }
  number_in_order(found);
  put_codes(found);
  return found;
}

bool comes_before(const Instalment& one, const Instalment& other)
{
  return order_of(one) < order_of(other);
}

namespace {

using Places = std::vector<std::pair<int, int>>;

// The numbers that instalments had, by their places.
std::map<std::pair<int, int>, int> numbers_at(const Places& places, const Instalments& instalments)
{
  std::map<std::pair<int, int>, int> numbers;
  for (std::size_t i = 0; i < instalments.size(); ++i) {
    numbers[places[i]] = instalments[i].number;
  }
  return numbers;
}

int highest_number(const Instalments& instalments)
{
  int highest = 0;
  for (const Instalment& instalment : instalments) {
    highest = std::max(highest, instalment.number);
  }
  return highest;
}

} // namespace

Instalments continued(Instalments schedule, const Instalments& before)
{
  const auto numbers = numbers_at(places_of(before), before);
  const Places places = places_of(schedule);
  int highest = highest_number(before);
  for (std::size_t i = 0; i < schedule.size(); ++i) {
    const auto known = numbers.find(places[i]);
    const bool is_new = known == numbers.end();
    highest += static_cast<int>(is_new);
    schedule[i].number = is_new ? highest : known->second;
  }
  schedule = with_gone(std::move(schedule), before);
  put_codes(schedule);
  return schedule;
}

namespace {

bool has_number(std::span<const Instalment> instalments, int number)
{
  return util::contains(instalments, number, &Instalment::number);
}

Instalment gone(Instalment instalment)
{
  instalment.amount = {};
  instalment.is_gone = true;
  return instalment;
}

} // namespace

Instalments with_gone(Instalments schedule, const Instalments& before)
{
  const std::size_t standing = schedule.size();
  for (const Instalment& one : before) {
    if (!has_number(std::span(schedule).first(standing), one.number)) {
      schedule.push_back(gone(one));
    }
  }
  std::ranges::stable_sort(schedule, comes_before);
  return schedule;
}

std::optional<Date> trainee_from(const Contract& contract, const Contract& original)
{
  constexpr std::int64_t k_first_contract = 11;
  const auto from = contract.date("formation.dateDebutFormation"),
             start = contract.date("contrat.dateDebutContrat");
  const bool has_one = from && start && *from < *start &&
                       original.number("contrat.typeContratApp") == k_first_contract;
  return has_one ? from : std::nullopt;
}

} // namespace myatlas::domain
