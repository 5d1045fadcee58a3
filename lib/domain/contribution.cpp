#include "domain/contribution.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "domain/headcount.hpp"
#include "util/decimal.hpp"

namespace myatlas::domain {

namespace {

constexpr std::int64_t k_billion = 1'000'000'000;
constexpr std::int64_t k_months = 12;

// The pay one line is due on, zone by zone, and why there is none.
struct Basis
{
  Money france, alsace_moselle;
  int months = 12; // months of the year the contribution is due for; the pay is spread evenly
  std::string reason;

  bool empty() const { return france.cents == 0 && alsace_moselle.cents == 0; }
};

struct Calculation
{
  const RateTable& rates;
  const PayrollFacts& facts;
  Headcount size;
  Date day;          // first day of the pay looked at
  std::int64_t ratio = 0;
};

Money round_euro(Money amount)
{
  return {util::divide_half_up(amount.cents, 100) * 100};
}

Money nothing_below_zero(Money amount)
{
  return {std::max<std::int64_t>(amount.cents, 0)};
}

Money spread(Money year, int months)
{
  return {util::divide_half_up(static_cast<__int128>(year.cents) * months, k_months)};
}

// --- Who owes what on which pay ---

bool six_minimum_wages(const Calculation& c)
{
  const PayrollFacts& f = c.facts;
  if (!f.month || !f.previous_month_payroll || f.previous_month_apprentices.value_or(0) < 100) {
    return false;
  }
  const Date previous = Date::of_days(f.month->first_day().days() - 1);
  const std::optional<Money> wage = minimum_wage(c.rates, previous);
  return wage && f.previous_month_payroll->cents <= wage->cents * c.rates.exempt_minimum_wages;
}

// Months of the period in which the employer pays the apprenticeship tax.
int taxed_months(const Calculation& c)
{
  if (!c.facts.association) {
    return k_months;
  }
  const Date start = c.rates.associations_pay_from;
  if (c.facts.month) {
    return c.facts.month->first_day() >= start ? static_cast<int>(k_months) : 0;
  }
  return c.facts.year < start.year() ? 0 : c.facts.year > start.year() ? 12 : 13 - static_cast<int>(start.month());
}

// Apprentices' pay is not told by zone: it is taken off the rest of France first.
Basis tax_basis(const Calculation& c)
{
  const PayrollFacts& f = c.facts;
  const Money exempt = c.size.small ? f.apprentices : Money{0};
  const Money france = f.payroll - f.alsace_moselle;
  const Money off_france = std::min(exempt, france);
  Basis basis{france - off_france, nothing_below_zero(f.alsace_moselle - (exempt - off_france)), taxed_months(c), ""};
  if (basis.months == 0) {
    basis.reason = "association_before_2026_03";
  } else if (six_minimum_wages(c)) {
    basis.reason = "six_minimum_wages";
  }
  if (!basis.reason.empty()) {
    basis.france = basis.alsace_moselle = Money{0};
  }
  return basis;
}

Basis training_basis(const Calculation& c)
{
  return {nothing_below_zero(c.facts.payroll - (c.size.small ? c.facts.apprentices : Money{0})), {}, 12, ""};
}

Basis fixed_term_basis(const Calculation& c)
{
  const Basis basis{c.facts.fixed_term - c.facts.fixed_term_exempt, {}, 12, ""};
  return basis.empty() ? Basis{{}, {}, 12, c.facts.fixed_term.cents == 0 ? "no_fixed_term_pay" : "fixed_term_pay_exempt"}
                       : basis;
}

// No balance in Alsace-Moselle (R6261-13).
Basis balance_basis(const Calculation& c)
{
  Basis basis = tax_basis(c);
  if (basis.reason.empty() && basis.france.cents == 0 && basis.alsace_moselle.cents != 0) {
    basis.reason = "alsace_moselle";
  }
  basis.alsace_moselle = {};
  return basis;
}

bool grew_enough(const Calculation& c)
{
  const PayrollFacts& f = c.facts;
  if (!f.alternants_last_year || c.ratio < c.rates.growth_ratio_from) {
    return false;
  }
  const __int128 now = f.alternants ? static_cast<__int128>(*f.alternants) * 10'000
                                    : static_cast<__int128>(c.ratio) * c.size.for_csa;
  return now >= static_cast<__int128>(*f.alternants_last_year) * (10'000 + c.rates.growth_from);
}

Basis supplement_basis(const Calculation& c)
{
  Basis basis = tax_basis(c);
  if (!basis.reason.empty()) {
    return basis;
  }
  if (c.size.for_csa < c.rates.csa_from) {
    basis.reason = c.size.frozen_at_250 ? "threshold_250_frozen" : "headcount_below_250";
  } else if (c.ratio >= c.rates.csa_ratio_below) {
    basis.reason = "ratio_5_or_more";
  } else if (grew_enough(c)) {
    basis.reason = "alternants_grew_10_percent";
  }
  return basis.reason.empty() ? basis : Basis{{}, {}, 12, basis.reason};
}

// --- From pay to amounts ---

struct LineKind
{
  const char* code;
  Basis (*basis)(const Calculation&);
  bool by_zone; // the euro is rounded zone by zone
};

constexpr LineKind k_kinds[] = {
  {"cfp", training_basis, false},     {"cpf_cdd", fixed_term_basis, false}, {"ta_principal", tax_basis, true},
  {"ta_solde", balance_basis, true},  {"csa", supplement_basis, true},
};

util::Error unknown(const Calculation& c, std::string_view contribution)
{
  const std::string period = c.facts.month ? c.day.text().substr(0, 7) : std::to_string(c.facts.year);
  return {"rates.unknown", {std::string(contribution), period, c.facts.idcc}};
}

RateQuery query_for(const Calculation& c, std::string_view contribution, Zone zone)
{
  const bool supplement = contribution == "csa";
  return {contribution, c.day, zone, supplement ? c.size.for_csa : c.size.effective, c.ratio, c.facts.temporary_work, {}};
}

ContributionPart part_of(const Calculation& c, Money pay, int months, const RateRule& rule, Zone zone)
{
  ContributionPart part{zone, spread(pay, months), rule.rate, {}};
  if (c.facts.rounding == Rounding::euro) {
    part.base = round_euro(part.base);
    part.amount = round_euro(apply(rule.rate, part.base));
  } else {
    const __int128 exact = static_cast<__int128>(pay.cents) * months * rule.rate.billionths;
    part.amount = {util::divide_half_up(exact, static_cast<__int128>(k_months) * k_billion)};
  }
  return part;
}

// Each line is rounded once, over both zones together.
Money rounded_once(const Calculation& c, const Basis& basis, const std::vector<ContributionPart>& parts)
{
  if (c.facts.rounding == Rounding::euro) {
    Money sum;
    for (const ContributionPart& part : parts) {
      sum = sum + part.amount;
    }
    return sum;
  }
  __int128 exact = 0;
  for (const ContributionPart& part : parts) {
    const Money pay = part.zone == Zone::france ? basis.france : basis.alsace_moselle;
    exact += static_cast<__int128>(pay.cents) * basis.months * part.rate.billionths;
  }
  return {util::divide_half_up(exact, static_cast<__int128>(k_months) * k_billion)};
}

std::string due_text(const Calculation& c, const Collection& collection)
{
  if (collection.due == "monthly") {
    return collection.due;
  }
  const int next = c.facts.year + 1;
  if (collection.due == "02-last") {
    return Date::of_days(Date::from(next, 3, 1)->days() - 1).text();
  }
  // "05-05|05-15": the 5th for 50 and more, the 15th below (CSS R243-6).
  const std::string_view due = collection.due;
  return fmt::format("{}-{}", next, c.size.effective >= 5000 ? due.substr(0, 5) : due.substr(6, 5));
}

ContributionLine bare_line(const Calculation& c, std::string_view code)
{
  const Collection& collection = collection_of(c.rates, code);
  ContributionLine line;
  line.code = code;
  line.collector = collection.collector;
  line.due = due_text(c, collection);
  return line;
}

util::Outcome add_part(const Calculation& c, ContributionLine& line, Money pay, int months, Zone zone)
{
  const RateRule* rule = find_rule(c.rates, query_for(c, line.code, zone));
  if (rule == nullptr) {
    return unknown(c, line.code);
  }
  line.legal = rule->legal;
  line.parts.push_back(part_of(c, pay, months, *rule, zone));
  return util::Done{};
}

// A line that owes nothing still names its rate and article where one rule answers.
void name_rule(const Calculation& c, ContributionLine& line)
{
  if (const RateRule* rule = find_rule(c.rates, query_for(c, line.code, Zone::france))) {
    line.legal = rule->legal;
    line.rate = line.code == "csa" ? std::nullopt : std::optional(rule->rate);
  }
}

util::Result<ContributionLine> line_of(const Calculation& c, const LineKind& kind)
{
  const Basis basis = kind.basis(c);
  ContributionLine line = bare_line(c, kind.code);
  line.reason = basis.reason.empty() && basis.empty() ? "no_pay" : basis.reason;
  for (const auto& [zone, pay] : {std::pair{Zone::france, basis.france}, {Zone::alsace_moselle, basis.alsace_moselle}}) {
    const util::Outcome added = pay.cents == 0 ? util::Outcome(util::Done{}) : add_part(c, line, pay, basis.months, zone);
    if (!added) {
      return added.errors();
    }
  }
  if (line.parts.empty()) {
    name_rule(c, line);
    return line;
  }
  for (const ContributionPart& part : line.parts) {
    line.base = line.base + part.base;
  }
  line.rate = line.parts.size() == 1 ? std::optional(line.parts.front().rate) : std::nullopt;
  line.amount = rounded_once(c, basis, line.parts);
  return line;
}

bool is_atlas_branch(const RateTable& rates, std::string_view idcc)
{
  return std::ranges::any_of(rates.rules, [&](const RateRule& r) { return !r.idcc.empty() && r.idcc == idcc; });
}

util::Result<ContributionLine> conventional_line(const Calculation& c)
{
  ContributionLine line = bare_line(c, "conventional");
  if (c.facts.idcc.empty() || !is_atlas_branch(c.rates, c.facts.idcc)) {
    line.reason = c.facts.idcc.empty() ? "no_idcc" : "branch_without_contribution";
    return line;
  }
  RateQuery query = query_for(c, line.code, Zone::france);
  query.idcc = c.facts.idcc;
  const RateRule* rule = find_rule(c.rates, query);
  if (rule == nullptr) {
    return unknown(c, line.code);
  }
  const ContributionPart part = part_of(c, c.facts.payroll, 12, *rule, Zone::france);
  line.base = part.base;
  line.rate = rule->rate;
  line.legal = rule->legal;
  const Money minimum = rule->minimum.value_or(Money{0}); // of the year: a month bears its twelfth
  line.amount = std::max(part.amount, c.facts.month ? spread(minimum, 1) : minimum);
  line.reason = rule->rate.billionths == 0 ? "none_for_this_size" : line.amount.cents == 0 ? "no_pay" : "";
  return line;
}

// --- What must hold before ---

void check_part(util::Errors& problems, Money part, Money whole, const char* name)
{
  if (part > whole) {
    problems.push_back(util::Error{"contribution.parts", {part.text(), whole.text()}}.at(name));
  }
}

util::Errors problems_of(const RateTable& rates, const PayrollFacts& f)
{
  util::Errors problems;
  check_part(problems, f.fixed_term, f.payroll, "--cdd-payroll");
  check_part(problems, f.fixed_term_exempt, f.fixed_term, "--cdd-exempt-payroll");
  check_part(problems, f.apprentices, f.payroll, "--apprentice-payroll");
  check_part(problems, f.alsace_moselle, f.payroll, "--alsace-moselle-payroll");
  if (f.year < rates.first_year || f.year > rates.last_year) {
    problems.push_back(util::Error{"rates.year", {std::to_string(f.year), std::to_string(rates.first_year),
                                                  std::to_string(rates.last_year)}}.at("--year"));
  }
  return problems;
}

util::Result<std::int64_t> ratio_of(const RateTable& rates, const PayrollFacts& f, const Headcount& size)
{
  if (f.alternants_ratio) {
    return *f.alternants_ratio;
  }
  if (f.alternants && size.for_csa > 0) {
    return static_cast<std::int64_t>(static_cast<__int128>(*f.alternants) * 10'000 / size.for_csa);
  }
  if (size.for_csa >= rates.csa_from) {
    return util::Error{"contribution.ratio_required", {util::format_decimal(size.for_csa, 2)}}.at("--alternants-ratio");
  }
  return std::int64_t{0};
}

util::Result<Simulation> all_lines(const Calculation& c)
{
  Simulation simulation{c.facts.year, c.facts.month, c.rates.version, {}, {}};
  util::Errors problems;
  const auto add = [&](util::Result<ContributionLine> line) {
    if (!line) {
      problems.push_back(line.error());
      return;
    }
    simulation.total = simulation.total + line->amount;
    simulation.lines.push_back(*std::move(line));
  };
  for (const LineKind& kind : k_kinds) {
    add(line_of(c, kind));
  }
  add(conventional_line(c));
  return problems.empty() ? util::Result<Simulation>(simulation) : util::Result<Simulation>(problems);
}

} // namespace

util::Result<Simulation> simulate(const RateTable& rates, const PayrollFacts& facts)
{
  util::Errors problems = problems_of(rates, facts);
  const util::Result<Headcount> size = headcount_for(rates, facts);
  if (!size) {
    problems.insert(problems.end(), size.errors().begin(), size.errors().end());
  }
  if (!problems.empty()) {
    return problems;
  }
  const util::Result<std::int64_t> ratio = ratio_of(rates, facts, *size);
  if (!ratio) {
    return ratio.errors();
  }
  const Date day = facts.month ? facts.month->first_day() : *Date::from(facts.year, 12, 1);
  return all_lines(Calculation{rates, facts, *size, day, *ratio});
}

const char* to_text(Zone zone)
{
  return zone == Zone::france ? "france" : "alsace_moselle";
}

} // namespace myatlas::domain
