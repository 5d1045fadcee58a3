#include "domain/contributions/simulation.hpp"

#include <utility>

#include "domain/contributions/contribution_basis.hpp"
#include "domain/contributions/contribution_lines.hpp"
#include "util/decimal.hpp"
#include "util/ranges.hpp"
#include "util/try.hpp"

namespace myatlas::domain {

namespace {

using util::add_problems;
using util::Error;
using util::Errors;
using util::format_decimal;
using util::Result;

// Of a month that paid back more than it paid, nothing can be told.
void check_part(Errors& problems, Money part, Money whole, const char* name)
{
  if (part > whole && part.cents > 0) {
    problems.push_back(Error{"contribution.parts", {part.text(), whole.text()}}.at(name));
  }
}

void check_pay(Errors& problems, const Pay& pay)
{
  check_part(problems, pay.fixed_term, pay.total, "cdd_payroll");
  check_part(problems, pay.fixed_term_exempt, pay.fixed_term, "cdd_exempt_payroll");
  check_part(problems, pay.apprentices, pay.total, "apprentice_payroll");
  check_part(problems, pay.alsace_moselle, pay.total, "alsace_moselle_payroll");
}

Error out_of_table(const RateTable& rates, int year)
{
  return Error{
    "rates.year",
    {std::to_string(year), std::to_string(rates.first_year), std::to_string(rates.last_year)}}
    .at("year");
}

void check_months(Errors& problems, const std::vector<MonthPay>& months)
{
  for (const MonthPay& month : months) {
    check_pay(problems, month.pay);
  }
  if (!months.empty() && months.size() != 12) {
    problems.push_back({"contribution.months", {std::to_string(months.size())}});
  }
}

Errors problems_of(const RateTable& rates, const PayrollFacts& f)
{
  Errors problems;
  check_pay(problems, f.pay);
  check_part(problems, f.missions, f.pay.total, "mission_payroll");
  check_months(problems, f.months);
  if (f.year < rates.first_year || f.year > rates.last_year) {
    problems.push_back(out_of_table(rates, f.year));
  }
  return problems;
}

// Hundredths of a percent, of people in hundredths.
Result<std::optional<std::int64_t>> share_of_alternants(std::int64_t alternants,
                                                        std::int64_t headcount)
{
  if (alternants > headcount) {
    return Error{"ratio.range", {format_decimal(alternants, 2)}}.at("alternants");
  }
  return std::optional(
    static_cast<std::int64_t>(static_cast<__int128>(alternants) * 10'000 / headcount));
}

Error ratio_required(std::int64_t headcount)
{
  return Error{"contribution.ratio_required", {format_decimal(headcount, 2)}}.at(
    "alternants_ratio");
}

// Whether the supplement looks at the ratio of an employer of that size.
bool needs_ratio(const RateTable& rates, const PayrollFacts& f, std::int64_t headcount, Date day)
{
  const Term* from = rates.find_term(TermName::csa_headcount, day);
  const bool is_free = f.association && day < rates.associations_pay_from;
  return from != nullptr && headcount >= from->value && !is_free;
}

// None where no contribution looks at it.
Result<std::optional<std::int64_t>> ratio_of(const RateTable& rates, const PayrollFacts& f,
                                             const Headcount& size, Date day)
{
  const std::int64_t headcount = size.for_csa.counted;
  if (f.alternants_ratio) {
    return f.alternants_ratio;
  }
  if (f.alternants && headcount > 0) {
    return share_of_alternants(*f.alternants, size.for_csa.given);
  }
  if (needs_ratio(rates, f, headcount, day)) {
    return ratio_required(headcount);
  }
  return std::optional<std::int64_t>();
}

// Fills the lines of a simulation one after the other, and keeps what stands against each.
class LineWriter
{
public:
  LineWriter(const Calculation& c, Simulation& simulation) : m_c(c), m_simulation(simulation) {}

  void add(Contribution code, const Result<Basis>& basis)
  {
    if (basis) {
      keep(fill_line(m_c, line(), code, *basis));
    } else {
      keep(basis.errors());
    }
  }
  void add_conventional() { keep(fill_conventional(m_c, line(), m_simulation.unknown)); }

  void keep(const util::Outcome& outcome)
  {
    if (!outcome) {
      add_problems(outcome.errors(), m_problems, "");
    }
  }
  Errors problems() && { return std::move(m_problems); }

private:
  ContributionLine& line() { return m_simulation.lines[m_simulation.line_count++]; }

  const Calculation& m_c;
  Simulation& m_simulation;
  Errors m_problems;
};

// The apprenticeship tax, in one line or two.
void fill_tax(const Calculation& c, LineWriter& lines, const Basis& tax)
{
  if (has_tax_in_one(c.facts.year)) {
    lines.add(Contribution::ta, tax);
  } else {
    lines.add(Contribution::ta_principal, tax);
    lines.add(Contribution::ta_solde, balance_basis(tax));
  }
}

Errors fill(const Calculation& c, Simulation& simulation)
{
  LineWriter lines(c, simulation);
  const Result<Basis> tax = tax_basis(c);
  lines.add(Contribution::cfp, training_basis(c));
  lines.add(Contribution::cpf_cdd, fixed_term_basis(c));
  if (tax) {
    fill_tax(c, lines, *tax);
    lines.add(Contribution::csa, supplement_basis(c, *tax));
  } else {
    lines.keep(tax.errors());
  }
  lines.add_conventional();
  return std::move(lines).problems();
}

Simulation begin_simulation(const Calculation& c, const std::optional<std::int64_t>& ratio)
{
  Simulation simulation;
  simulation.year = c.facts.year;
  simulation.month = c.facts.month;
  if (!c.facts.months.empty()) {
    simulation.months = c.facts.known_months;
  }
  simulation.rates = &c.rates;
  simulation.headcount = c.size;
  simulation.ratio = ratio;
  simulation.apprentices_exempt = apprentices_are_exempt(c) ? c.facts.pay.apprentices : Money{0};
  return simulation;
}

// The day whose law holds: the first of a month, or a late one of the year.
Date day_of_law(const PayrollFacts& facts)
{
  return facts.month ? facts.month->first_day() : *Date::from(facts.year, 12, 1);
}

} // namespace

Result<Simulation> simulate(const RateTable& rates, const PayrollFacts& facts)
{
  Errors problems = problems_of(rates, facts);
  const Result<Headcount> size = headcount_for(rates, facts);
  if (!size) {
    add_problems(size.errors(), problems, "");
  }
  if (!problems.empty()) {
    return problems;
  }
  const Date day = day_of_law(facts);
  TRY_ASSIGN(const auto ratio, ratio_of(rates, facts, *size, day));
  const Calculation c{rates, facts, *size, ratio.value_or(0), day};
  Result<Simulation> result = begin_simulation(c, ratio);
  problems = fill(c, *result);
  if (!problems.empty()) {
    return problems;
  }
  result->total = util::total_of(*result, &ContributionLine::amount);
  return result;
}

} // namespace myatlas::domain
