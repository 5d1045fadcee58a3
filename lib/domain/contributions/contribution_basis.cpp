// Who owes what on which pay.
#include "domain/contributions/contribution_basis.hpp"

#include <algorithm>
#include <bit>

#include <fmt/format.h>

namespace myatlas::domain {

namespace {

constexpr std::size_t k_france = 0, k_alsace_moselle = 1;

// Pay less what is exempt of it, zone by zone. Apprentices' pay is not told by zone: it is taken
// off the rest of France first.
std::array<std::int64_t, 2> taxed(const Pay& pay, bool apprentices_exempt, Money missions)
{
  const std::int64_t exempt = (apprentices_exempt ? pay.apprentices.cents : 0) + missions.cents;
  const std::int64_t france = pay.total.cents - pay.alsace_moselle.cents,
                     off = std::min(exempt, std::max<std::int64_t>(france, 0));
  return {france - off,
          pay.alsace_moselle.cents -
            std::min(exempt - off, std::max<std::int64_t>(pay.alsace_moselle.cents, 0))};
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
    basis.by_month = true;
    for (std::size_t i = 0; i < c.facts.months.size(); ++i) {
      const std::array<std::int64_t, 2> month = of(c.facts.months[i].pay);
      basis.monthly[k_france][i] = month[k_france];
      basis.monthly[k_alsace_moselle][i] = month[k_alsace_moselle];
    }
  }
  return basis;
}

// Months from March 2026 on for a non-profit body, all for the others.
std::uint16_t taxed_months(const Calculation& c)
{
  if (!c.facts.association) {
    return Basis::k_all;
  }
  const Date start = c.rates.associations_pay_from;
  if (c.facts.year != start.year()) {
    return c.facts.year < start.year() ? 0 : Basis::k_all;
  }
  return static_cast<std::uint16_t>(Basis::k_all << (start.month() - 1) & Basis::k_all);
}

// A month is exempt when the month before had an apprentice and pay of at most six minimum wages of
// that month.
bool month_is_exempt(const Calculation& c, std::int64_t wages, Date previous,
                     std::optional<Money> pay, std::int64_t apprentices)
{
  const std::optional<Money> wage = c.rates.minimum_wage(previous);
  return pay && wage && apprentices >= 100 && pay->cents <= wage->cents * wages / 100;
}

// Of a time whose limit is one of the year: all of its months, or none.
std::uint16_t months_of_exempt_year(const Calculation& c, std::int64_t wages)
{
  const PayrollFacts& f = c.facts;
  const std::optional<Money> wage = c.rates.minimum_wage(*Date::from(f.year, 1, 1));
  if (f.month || !wage || f.pay.apprentices.cents == 0) {
    return 0;
  }
  const std::int64_t most =
    (wage->cents * 12 * wages / 100 + 50) / 100 * 100; // to the euro, as it was published
  return f.pay.total.cents <= most ? Basis::k_all : 0;
}

std::uint16_t exempt_months_by_month(const Calculation& c, std::int64_t wages)
{
  const PayrollFacts& f = c.facts;
  const std::int64_t before = f.previous_month_apprentices.value_or(0);
  if (f.month) {
    const Date previous = Date::of_days(f.month->first_day().days() - 1);
    const bool exempt = month_is_exempt(c, wages, previous, f.previous_month_payroll, before);
    return exempt ? Basis::k_all : 0;
  }
  if (f.months.empty()) {
    return 0;
  }
  const Date december = Month{f.year - 1, 12}.last_day();
  std::uint16_t exempt =
    month_is_exempt(c, wages, december, f.previous_month_payroll, before) ? 1 : 0;
  for (unsigned month = 1; month < 12; ++month) {
    const MonthPay& previous = f.months[month - 1];
    if (month_is_exempt(c, wages, Month{f.year, month}.last_day(), previous.pay.total,
                        previous.apprentices)) {
      exempt = static_cast<std::uint16_t>(exempt | 1U << month);
    }
  }
  return exempt;
}

std::uint16_t exempt_months(const Calculation& c)
{
  if (const Term* yearly = c.rates.find_term(TermName::exempt_wages_year, c.day)) {
    return months_of_exempt_year(c, yearly->value);
  }
  const Term* monthly = c.rates.find_term(TermName::exempt_wages_month, c.day);
  return monthly == nullptr ? 0 : exempt_months_by_month(c, monthly->value);
}

bool grew_enough(const Calculation& c, const Term* ratio_from, const Term* growth)
{
  const PayrollFacts& f = c.facts;
  if (!f.alternants_last_year || ratio_from == nullptr || growth == nullptr ||
      c.ratio < ratio_from->value) {
    return false;
  }
  const __int128 now = f.alternants ? static_cast<__int128>(*f.alternants) * 10'000
                                    : static_cast<__int128>(c.ratio) * c.size.for_csa.given;
  return now >= static_cast<__int128>(*f.alternants_last_year) * (10'000 + growth->value);
}

} // namespace

Pay& Pay::operator+=(const Pay& other)
{
  total = total + other.total;
  fixed_term = fixed_term + other.fixed_term;
  fixed_term_exempt = fixed_term_exempt + other.fixed_term_exempt;
  apprentices = apprentices + other.apprentices;
  alsace_moselle = alsace_moselle + other.alsace_moselle;
  return *this;
}

std::int64_t Basis::twelfths(Zone zone, std::uint16_t of_months) const
{
  const auto place = static_cast<std::size_t>(zone);
  if (!by_month) {
    return cents[place] * (one_month ? 12 : std::popcount(of_months));
  }
  std::int64_t sum = 0;
  for (unsigned month = 0; month < 12; ++month) {
    sum += (of_months >> month & 1U) != 0 ? monthly[place][month] : 0;
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

util::Error unknown_rate(const Calculation& c, std::string_view what)
{
  const std::string period = c.facts.month ? c.facts.month->text() : std::to_string(c.facts.year);
  const bool of_branch = what == to_text(Contribution::conventional);
  return {
    "rates.unknown",
    {of_branch ? fmt::format("{} (IDCC {})", what, c.facts.idcc) : std::string(what), period}};
}

bool apprentices_are_exempt(const Calculation& c)
{
  const Term* below = c.rates.find_term(TermName::apprentices_exempt_below, c.day);
  return below != nullptr && c.size.of_last_year.counted < below->value;
}

util::Result<Basis> training_basis(const Calculation& c)
{
  if (c.facts.pay.apprentices.cents > 0 &&
      c.rates.find_term(TermName::apprentices_exempt_below, c.day) == nullptr) {
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

Basis fixed_term_basis(const Calculation& c)
{
  const auto cents_of = [](const Pay& pay) {
    return std::array{pay.fixed_term.cents - pay.fixed_term_exempt.cents, std::int64_t{0}};
  };
  Basis basis = basis_by(c, cents_of);
  if (basis.empty()) {
    basis.drop(c.facts.pay.fixed_term.cents == 0 ? Reason::no_fixed_term_pay
                                                 : Reason::fixed_term_pay_exempt);
  }
  return basis;
}

namespace {

// Where there are apprentices, and months may be exempt.
bool knows_exempt_wages(const Calculation& c)
{
  const bool can_be_exempt =
    c.facts.pay.apprentices.cents > 0 || c.facts.previous_month_apprentices.value_or(0) > 0;
  return !can_be_exempt || c.rates.find_term(TermName::exempt_wages_year, c.day) != nullptr ||
         c.rates.find_term(TermName::exempt_wages_month, c.day) != nullptr;
}

} // namespace

util::Result<Basis> tax_basis(const Calculation& c)
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
  const auto exempted = static_cast<std::uint16_t>(due & exempt_months(c));
  basis.months = static_cast<std::uint16_t>(due & ~exempted);
  if (basis.months == 0) {
    basis.drop(Reason::six_minimum_wages);
  }
  basis.exempt_months = static_cast<std::uint8_t>(std::popcount(exempted));
  const bool known =
    exempt || c.rates.find_term(TermName::apprentices_counted_from, c.day) != nullptr;
  basis.apprentices_unknown =
    c.facts.pay.apprentices.cents > 0 && !known && basis.reason == Reason::none;
  return basis;
}

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

util::Result<Basis> supplement_basis(const Calculation& c, Basis basis)
{
  if (basis.reason != Reason::none) {
    return basis;
  }
  const Term* from = c.rates.find_term(TermName::csa_headcount, c.day);
  const Term* ratio_below = c.rates.find_term(TermName::csa_ratio, c.day);
  const Term* growth_ratio = c.rates.find_term(TermName::csa_growth_ratio, c.day);
  const Term* growth = c.rates.find_term(TermName::csa_growth, c.day);
  if (from == nullptr || ratio_below == nullptr) {
    return unknown_rate(c, "csa");
  }
  if (c.size.for_csa.counted < from->value) {
    basis.drop(c.size.for_csa.given >= from->value ? Reason::threshold_250_frozen
                                                   : Reason::headcount_below_250);
  } else if (c.ratio >= ratio_below->value) {
    basis.drop(Reason::ratio_high_enough);
  } else if (c.facts.alternants_last_year && growth == nullptr) {
    return unknown_rate(c, "csa: growth of the number of alternants").at("alternants_last_year");
  } else if (grew_enough(c, growth_ratio, growth)) {
    basis.drop(Reason::alternants_grew_10_percent);
  } else if (c.facts.missions.cents > 0) {
    basis.by_month = false; // so large an employer has no exempt month
    basis.cents = taxed(c.facts.pay, apprentices_are_exempt(c), c.facts.missions);
  }
  return basis;
}

} // namespace myatlas::domain
