// Who owes what on which pay.
#include "domain/contributions/contribution_basis.hpp"

#include <algorithm>
#include <bit>

#include <fmt/format.h>

namespace myatlas::domain {

namespace {

using util::Result;

constexpr std::size_t k_france = 0, k_alsace_moselle = 1;

std::int64_t not_below_zero(std::int64_t cents)
{
  return std::max<std::int64_t>(cents, 0);
}

// Pay less what is exempt of it, zone by zone. Apprentices' pay is not told by zone: it is taken
// off the rest of France first.
std::array<std::int64_t, 2> taxed(const Pay& pay, bool apprentices_exempt, Money missions)
{
  const std::int64_t exempt = (apprentices_exempt ? pay.apprentices.cents : 0) + missions.cents,
                     france = pay.total.cents - pay.alsace_moselle.cents,
                     alsace_moselle = pay.alsace_moselle.cents,
                     off = std::min(exempt, not_below_zero(france));
  return {france - off, alsace_moselle - std::min(exempt - off, not_below_zero(alsace_moselle))};
}

template <typename Of>
void fill_months(Basis& basis, const std::vector<MonthPay>& months, Of of)
{
  basis.by_month = true;
  for (std::size_t i = 0; i < months.size(); ++i) {
    const std::array<std::int64_t, 2> month = of(months[i].pay);
    basis.monthly[k_france][i] = month[k_france];
    basis.monthly[k_alsace_moselle][i] = month[k_alsace_moselle];
  }
}

// Fills a basis with what `of` says of a pay.
template <typename Of>
Basis basis_by(const Calculation& c, Of of)
{
  Basis basis;
  basis.months = asked_months(c.facts);
  basis.one_month = c.facts.month.has_value();
  basis.cents = of(c.facts.pay);
  if (!c.facts.months.empty()) {
    fill_months(basis, c.facts.months, of);
  }
  return basis;
}

// From one month of a year to its end.
std::uint16_t months_from(unsigned first)
{
  return static_cast<std::uint16_t>(Basis::k_all << (first - 1) & Basis::k_all);
}

// Months from March 2026 on for a non-profit body, all for the others.
std::uint16_t taxed_months(const Calculation& c)
{
  const Date start = c.rates.associations_pay_from;
  if (!c.facts.association || c.facts.year > start.year()) {
    return Basis::k_all;
  }
  return c.facts.year < start.year() ? 0 : months_from(start.month());
}

// A month is exempt when the month before had an apprentice and pay of at most six minimum wages of
// that month.
bool month_is_exempt(const Calculation& c, std::int64_t wages, Date previous,
                     std::optional<Money> pay, std::int64_t apprentices)
{
  const std::optional<Money> wage = c.rates.minimum_wage(previous);
  return pay && wage && apprentices >= 100 && pay->cents <= wage->cents * wages / 100;
}

// Of a year: to the euro, as it was published.
std::int64_t most_of_year(Money monthly_wage, std::int64_t wages)
{
  return (monthly_wage.cents * 12 * wages / 100 + 50) / 100 * 100;
}

// Of a time whose limit is one of the year: all of its months, or none.
std::uint16_t months_of_exempt_year(const Calculation& c, std::int64_t wages)
{
  const PayrollFacts& f = c.facts;
  const std::optional<Money> wage = c.rates.minimum_wage(*Date::from(f.year, 1, 1));
  if (f.month || !wage || f.pay.apprentices.cents == 0) {
    return 0;
  }
  return f.pay.total.cents <= most_of_year(*wage, wages) ? Basis::k_all : 0;
}

// Whether the month that follows one is exempt, by what was told of that one by itself.
bool is_exempt_after(const Calculation& c, std::int64_t wages, Date previous)
{
  return month_is_exempt(c, wages, previous, c.facts.previous_month_payroll,
                         c.facts.previous_month_apprentices.value_or(0));
}

// The same of one of the months that were told.
bool is_exempt_after_month(const Calculation& c, std::int64_t wages, unsigned month)
{
  const MonthPay& told = c.facts.months[month - 1];
  return month_is_exempt(c, wages, Month{c.facts.year, month}.last_day(), told.pay.total,
                         told.apprentices);
}

// Of a year that is told month by month.
std::uint16_t exempt_months_of_year(const Calculation& c, std::int64_t wages)
{
  const Date december = Month{c.facts.year - 1, 12}.last_day();
  std::uint16_t exempt = is_exempt_after(c, wages, december) ? 1 : 0;
  for (unsigned month = 1; month < 12; ++month) {
    if (is_exempt_after_month(c, wages, month)) {
      exempt = static_cast<std::uint16_t>(exempt | 1U << month);
    }
  }
  return exempt;
}

std::uint16_t exempt_months_by_month(const Calculation& c, std::int64_t wages)
{
  if (c.facts.month) {
    const Date previous = Date::of_days(c.facts.month->first_day().days() - 1);
    return is_exempt_after(c, wages, previous) ? Basis::k_all : 0;
  }
  return c.facts.months.empty() ? 0 : exempt_months_of_year(c, wages);
}

std::uint16_t exempt_months(const Calculation& c)
{
  if (const Term* yearly = c.term(TermName::exempt_wages_year)) {
    return months_of_exempt_year(c, yearly->value);
  }
  const Term* monthly = c.term(TermName::exempt_wages_month);
  return monthly == nullptr ? 0 : exempt_months_by_month(c, monthly->value);
}

// Those of this year, as told or by their share of the headcount; in ten-thousandths.
__int128 alternants_now(const Calculation& c)
{
  return c.facts.alternants ? static_cast<__int128>(*c.facts.alternants) * 10'000
                            : static_cast<__int128>(c.ratio) * c.size.for_csa.given;
}

bool grew_enough(const Calculation& c, const Term* ratio_from, const Term* growth)
{
  const std::optional<std::int64_t>& before = c.facts.alternants_last_year;
  if (!before || ratio_from == nullptr || growth == nullptr || c.ratio < ratio_from->value) {
    return false;
  }
  return alternants_now(c) >= static_cast<__int128>(*before) * (10'000 + growth->value);
}

} // namespace

Pay& Pay::operator+=(const Pay& other)
{
  total += other.total;
  fixed_term += other.fixed_term;
  fixed_term_exempt += other.fixed_term_exempt;
  apprentices += other.apprentices;
  alsace_moselle += other.alsace_moselle;
  return *this;
}

namespace {

bool holds_month(std::uint16_t months, unsigned month)
{
  return (months >> month & 1U) != 0;
}

} // namespace

std::int64_t Basis::twelfths(Zone zone, std::uint16_t of_months) const
{
  const auto place = static_cast<std::size_t>(zone);
  if (!by_month) {
    return cents[place] * (one_month ? 12 : std::popcount(of_months));
  }
  std::int64_t sum = 0;
  for (unsigned month = 0; month < 12; ++month) {
    sum += holds_month(of_months, month) ? monthly[place][month] : 0;
  }
  return sum * 12;
}

void Basis::drop(Reason why)
{
  reason = why;
  apprentices_unknown = false;
  months = 0;
  cents = {};
  monthly = {};
}

std::uint16_t asked_months(const PayrollFacts& facts)
{
  return facts.month ? static_cast<std::uint16_t>(1U << (facts.month->month - 1)) : Basis::k_all;
}

namespace {

std::string period_of(const PayrollFacts& facts)
{
  return facts.month ? facts.month->text() : std::to_string(facts.year);
}

} // namespace

util::Error unknown_rate(const Calculation& c, std::string_view what)
{
  std::string name(what);
  if (what == to_text(Contribution::conventional)) {
    name = fmt::format("{} (IDCC {})", what, c.facts.idcc);
  }
  return {"rates.unknown", {name, period_of(c.facts)}};
}

namespace {

bool has_term(const Calculation& c, TermName name)
{
  return c.term(name) != nullptr;
}

bool has_apprentices(const Calculation& c)
{
  return c.facts.pay.apprentices.cents > 0;
}

} // namespace

bool apprentices_are_exempt(const Calculation& c)
{
  const Term* below = c.term(TermName::apprentices_exempt_below);
  return below != nullptr && c.size.of_last_year.counted < below->value;
}

Result<Basis> training_basis(const Calculation& c)
{
  if (has_apprentices(c) && !has_term(c, TermName::apprentices_exempt_below)) {
    return unknown_rate(c, "cfp: apprentices' pay").at("apprentice_payroll");
  }
  const bool exempt = apprentices_are_exempt(c);
  return basis_by(c, [&](const Pay& pay) {
    return std::array<std::int64_t, 2>{pay.total.cents - (exempt ? pay.apprentices.cents : 0), 0};
  });
}

Basis branch_basis(const Calculation& c)
{
  const auto cents_of = [](const Pay& pay) { return std::array{pay.total.cents, std::int64_t{0}}; };
  return basis_by(c, cents_of);
}

namespace {

Reason why_no_fixed_term(const Pay& pay)
{
  return pay.fixed_term.cents == 0 ? Reason::no_fixed_term_pay : Reason::fixed_term_pay_exempt;
}

} // namespace

Basis fixed_term_basis(const Calculation& c)
{
  const auto cents_of = [](const Pay& pay) {
    return std::array{pay.fixed_term.cents - pay.fixed_term_exempt.cents, std::int64_t{0}};
  };
  Basis basis = basis_by(c, cents_of);
  if (basis.empty()) {
    basis.drop(why_no_fixed_term(c.facts.pay));
  }
  return basis;
}

namespace {

// Where there are apprentices, or were the month before.
bool may_have_exempt_months(const Calculation& c)
{
  return has_apprentices(c) || c.facts.previous_month_apprentices.value_or(0) > 0;
}

bool knows_exempt_wages(const Calculation& c)
{
  return !may_have_exempt_months(c) || has_term(c, TermName::exempt_wages_year) ||
         has_term(c, TermName::exempt_wages_month);
}

// The months that are due less those that are exempt.
void take_off_exempt(Basis& basis, std::uint16_t due, std::uint16_t exempt)
{
  basis.months = static_cast<std::uint16_t>(due & ~exempt);
  if (basis.months == 0) {
    basis.drop(Reason::six_minimum_wages);
  }
  basis.exempt_months = static_cast<std::uint8_t>(std::popcount(exempt));
}

// Whether it is known how apprentices' pay counts.
bool knows_apprentices(const Calculation& c)
{
  return !has_apprentices(c) || apprentices_are_exempt(c) ||
         has_term(c, TermName::apprentices_counted_from);
}

} // namespace

Result<Basis> tax_basis(const Calculation& c)
{
  const bool exempt = apprentices_are_exempt(c);
  if (!knows_exempt_wages(c)) {
    return unknown_rate(c, "ta: minimum wages up to which it is not due");
  }
  Basis basis = basis_by(c, [exempt](const Pay& pay) { return taxed(pay, exempt, Money{0}); });
  const auto due = static_cast<std::uint16_t>(basis.months & taxed_months(c));
  if (due == 0) {
    basis.drop(Reason::association_before_2026_03);
    return basis;
  }
  take_off_exempt(basis, due, static_cast<std::uint16_t>(due & exempt_months(c)));
  basis.apprentices_unknown = basis.reason == Reason::none && !knows_apprentices(c);
  return basis;
}

namespace {

// Why the supplement is not due, by the size of the employer.
Reason too_small(const Calculation& c, std::int64_t from)
{
  return c.size.for_csa.given >= from ? Reason::threshold_250_frozen : Reason::headcount_below_250;
}

bool lacks_growth(const Calculation& c)
{
  return c.facts.alternants_last_year && !has_term(c, TermName::csa_growth);
}

bool alternants_grew(const Calculation& c)
{
  return grew_enough(c, c.term(TermName::csa_growth_ratio), c.term(TermName::csa_growth));
}

// So large an employer has no exempt month.
void take_off_missions(const Calculation& c, Basis& basis)
{
  if (c.facts.missions.cents > 0) {
    basis.by_month = false;
    basis.cents = taxed(c.facts.pay, apprentices_are_exempt(c), c.facts.missions);
  }
}

} // namespace

// No balance in Alsace-Moselle (R6261-13).
Basis balance_basis(Basis tax)
{
  if (tax.reason == Reason::none && tax.cents[k_france] == 0 && tax.cents[k_alsace_moselle] != 0) {
    tax.reason = Reason::alsace_moselle;
  }
  tax.cents[k_alsace_moselle] = 0;
  tax.monthly[k_alsace_moselle] = {};
  return tax;
}

Result<Basis> supplement_basis(const Calculation& c, Basis basis)
{
  if (basis.reason != Reason::none) {
    return basis;
  }
  const Term* from = c.term(TermName::csa_headcount);
  const Term* ratio_below = c.term(TermName::csa_ratio);
  if (from == nullptr || ratio_below == nullptr) {
    return unknown_rate(c, "csa");
  }
  if (c.size.for_csa.counted < from->value) {
    basis.drop(too_small(c, from->value));
  } else if (c.ratio >= ratio_below->value) {
    basis.drop(Reason::ratio_high_enough);
  } else if (lacks_growth(c)) {
    return unknown_rate(c, "csa: growth of the number of alternants").at("alternants_last_year");
  } else if (alternants_grew(c)) {
    basis.drop(Reason::alternants_grew_10_percent);
  } else {
    take_off_missions(c, basis);
  }
  return basis;
}

} // namespace myatlas::domain
