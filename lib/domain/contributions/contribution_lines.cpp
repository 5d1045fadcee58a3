#include "domain/contributions/contribution_lines.hpp"

#include <algorithm>
#include <bit>

#include <fmt/format.h>

#include "util/decimal.hpp"
#include "util/try.hpp"

namespace myatlas::domain {

namespace {

using util::divide_half_up;
using util::Done;
using util::Error;
using util::Outcome;

constexpr std::int64_t k_billion = 1'000'000'000, k_months_of_simulation = 12;

Money round_euro(Money amount)
{
  return {divide_half_up(amount.cents, 100) * 100};
}

RateQuery query_for(const Calculation& c, Contribution contribution, Zone zone)
{
  const Headcount::Average& size =
    contribution == Contribution::csa ? c.size.for_csa : c.size.of_last_year;
  return {.contribution = contribution,
          .zone = zone,
          .headcount = size.counted,
          .ratio = c.ratio,
          .temporary_work = c.facts.temporary_work};
}

// The rules of the year on a contribution.
const auto& rules_on(const Calculation& c, Contribution contribution)
{
  return c.rates.year(c.facts.year).rules[static_cast<std::size_t>(contribution)];
}

bool begins_or_ends_at(const Band& band, std::int64_t threshold)
{
  return band.lowest() == threshold || band.highest() == threshold - 1;
}

// Whether a row of the branch begins or ends at a headcount.
bool is_bound_of_branch(const Calculation& c, std::int64_t threshold)
{
  return std::ranges::any_of(
    rules_on(c, Contribution::conventional), [&](const YearLaw::Held& held) {
      const RateRule& rule = c.rates.rules[held.position];
      return rule.idcc == c.facts.idcc && begins_or_ends_at(rule.headcount, threshold);
    });
}

bool is_frozen_at(const Headcount::Average& size, std::int64_t threshold)
{
  return size.frozen_at && *size.frozen_at <= threshold && threshold <= size.given;
}

// The headcount that a branch's rows are looked up with. The freeze is of the thresholds of the law
// alone (CSS L130-1 II): a branch that bounds its rows elsewhere (10, 50, 300) looks at the
// headcount as it is, and one that bounds them at 11 or 250 at what the freeze leaves of it. One
// number for all rows of the branch, so that one of them answers.
std::int64_t headcount_for_branch(const Calculation& c)
{
  const Headcount::Average& size = c.size.of_last_year;
  for (const std::int64_t threshold : c.rates.frozen_thresholds) {
    if (is_frozen_at(size, threshold) && is_bound_of_branch(c, threshold)) {
      return threshold - 1;
    }
  }
  return size.given;
}

Outcome start_line(const Calculation& c, ContributionLine& line, Contribution code)
{
  line.code = code;
  const auto place = static_cast<std::size_t>(code);
  const YearLaw& law = c.rates.year(c.facts.year);
  const auto collection = law.collections[place];
  if (!collection) {
    return unknown_rate(c, to_text(code));
  }
  line.collection = &c.rates.collections[*collection];
  line.due = law.due[place][c.size.of_last_year.given >= 5000 ? 1 : 0];
  return Done{};
}

// The law's own are rounded to the euro where that is asked for (CSS L133-10); what a branch agreed
// on is none of them.
bool rounds_to_euro(const Calculation& c, Contribution contribution)
{
  return c.facts.rounding == Rounding::euro && contribution != Contribution::conventional;
}

bool has_rows_of_branch(const Calculation& c, const RateQuery& query, unsigned month)
{
  return std::ranges::any_of(
    rules_on(c, Contribution::conventional), [&](const YearLaw::Held& held) {
      return (held.months >> month & 1U) != 0 && c.rates.rules[held.position].idcc == query.idcc;
    });
}

// Why no row answers: nothing is known of that time or, of a branch that has rows then, nothing of
// an employer of that size.
Error without_rule(const Calculation& c, const RateQuery& query, unsigned month)
{
  const Error unknown = unknown_rate(c, to_text(query.contribution));
  if (query.contribution == Contribution::conventional && has_rows_of_branch(c, query, month)) {
    return {"rates.unknown_size",
            {c.facts.idcc, util::format_decimal(query.headcount, 2), unknown.args[1]}};
  }
  return unknown;
}

// Of what is kept in billionths of twelfths.
Money of_twelfths(__int128 exact)
{
  return {divide_half_up(exact, static_cast<__int128>(k_months_of_simulation) * k_billion)};
}

// Base and amount of a part, of twelfths of the pay of a month; what it comes to before it is
// rounded, 0 where each part is rounded to the euro by itself.
__int128 fill_part(ContributionPart& part, std::int64_t twelfths, bool by_euro)
{
  part.base = {divide_half_up(twelfths, k_months_of_simulation)};
  if (by_euro) {
    part.base = round_euro(part.base);
    part.amount = round_euro(apply(part.rule->rate, part.base));
    return 0;
  }
  const __int128 exact = static_cast<__int128>(twelfths) * part.rule->rate.billionths;
  part.amount = of_twelfths(exact);
  return exact;
}

// The first of months that are a bit each.
unsigned first_month(std::uint16_t months)
{
  return static_cast<unsigned>(std::countr_zero(months));
}

Error unknown_apprentices(const Calculation& c, Contribution contribution)
{
  return unknown_rate(c, fmt::format("{}: apprentices' pay", to_text(contribution)))
    .at("apprentice_payroll");
}

bool asks_for_apprentices(const Basis& basis, const RateRule* rule)
{
  return basis.apprentices_unknown && rule != nullptr && rule->rate.billionths != 0;
}

bool is_full(const ContributionLine& line)
{
  return line.part_count == line.parts.size();
}

ContributionPart& next_part(ContributionLine& line, const RateRule& rule, Zone zone)
{
  ContributionPart& part = line.parts[line.part_count++];
  part.rule = &rule;
  part.zone = zone;
  return part;
}

// One part for each rate that the months of a zone have, one after the other.
Outcome add_parts(const Calculation& c, ContributionLine& line, const Basis& basis,
                  const RateQuery& query, __int128& exact)
{
  for (std::uint16_t left = basis.months; left != 0;) {
    std::uint16_t held = 0;
    const unsigned month = first_month(left);
    const RateRule* rule = find_rule(c.rates, c.facts.year, month, query, held);
    if (asks_for_apprentices(basis, rule)) {
      return unknown_apprentices(c, line.code);
    }
    if (rule == nullptr) {
      return without_rule(c, query, month);
    }
    if (is_full(line)) {
      return unknown_rate(c, to_text(line.code));
    }
    ContributionPart& part = next_part(line, *rule, query.zone);
    part.months = static_cast<std::uint16_t>(left & held);
    exact += fill_part(part, basis.twelfths(query.zone, part.months), rounds_to_euro(c, line.code));
    left = static_cast<std::uint16_t>(left & ~held);
  }
  return Done{};
}

// A line that owes nothing still names its rate and article where one rule answers.
void name_rule(const Calculation& c, ContributionLine& line)
{
  std::uint16_t months = 0;
  const RateQuery query = query_for(c, line.code, Zone::france);
  line.rule = find_rule(c.rates, c.facts.year, first_month(asked_months(c.facts)), query, months);
  if (line.rule != nullptr && line.code != Contribution::csa) {
    line.rate = line.rule->rate;
  }
}

// What its parts come to; the rate is none where they have several.
Money add_up(ContributionLine& line)
{
  Money amounts;
  for (std::size_t i = 0; i < line.part_count; ++i) {
    line.base += line.parts[i].base;
    amounts += line.parts[i].amount;
    if (line.parts[i].rule->rate != line.rule->rate) {
      line.rate.reset();
    }
  }
  return amounts;
}

// Each line is rounded once, over both zones together; by the euro, part by part.
void sum_parts(const Calculation& c, ContributionLine& line, __int128 exact)
{
  line.rule = line.parts[0].rule;
  line.rate = line.rule->rate;
  const Money amounts = add_up(line);
  line.amount = rounds_to_euro(c, line.code) ? amounts : of_twelfths(exact);
}

RateQuery query_for_branch(const Calculation& c)
{
  RateQuery query = query_for(c, Contribution::conventional, Zone::france);
  query.idcc = c.facts.idcc;
  query.headcount = headcount_for_branch(c);
  return query;
}

// The parts of a branch that was looked through, or why there is none: nothing is owed, or nothing
// is known.
Outcome add_branch(const Calculation& c, ContributionLine& line, __int128& exact)
{
  const Branch* branch = c.rates.find_branch(c.facts.idcc);
  if (branch == nullptr && !c.facts.idcc.empty()) {
    return unknown_rate(c, to_text(Contribution::conventional));
  }
  if (branch == nullptr || !branch->has_contribution) {
    line.reason = branch == nullptr ? Reason::no_idcc : Reason::branch_without_contribution;
    return Done{};
  }
  return add_parts(c, line, branch_basis(c), query_for_branch(c), exact);
}

// A line without amount: the pay it would be due on, and that its rate is not known.
void leave_unknown(const Calculation& c, ContributionLine& line)
{
  line.part_count = 0;
  line.reason = Reason::rate_unknown;
  line.base = c.facts.pay.total;
}

int months_borne(const PayrollFacts& facts)
{
  if (facts.month) {
    return 1;
  }
  return facts.months.empty() ? int{k_months_of_simulation} : std::popcount(facts.known_months);
}

Money minimum_of(const Calculation& c, const RateRule& rule)
{
  const std::int64_t minimum = rule.minimum.value_or(Money{0}).cents;
  return {divide_half_up(minimum * months_borne(c.facts), k_months_of_simulation)};
}

// Of the year: each month bears its twelfth.
void apply_minimum(const Calculation& c, ContributionLine& line)
{
  const Money least = minimum_of(c, *line.rule);
  line.minimum_applies = line.amount < least;
  line.amount = std::max(line.amount, least);
}

Reason reason_of_branch(const ContributionLine& line)
{
  if (line.rule->rate.billionths == 0) {
    return Reason::none_for_this_size;
  }
  return line.amount.cents == 0 ? Reason::no_pay : Reason::none;
}

Reason reason_of(const Basis& basis)
{
  return basis.reason == Reason::none && basis.empty() ? Reason::no_pay : basis.reason;
}

bool has_pay_in(const Basis& basis, Zone zone)
{
  return basis.cents[static_cast<std::size_t>(zone)] != 0;
}

// A line that has its parts, or owes nothing.
void finish_line(const Calculation& c, ContributionLine& line, __int128 exact)
{
  if (line.part_count == 0) {
    name_rule(c, line);
    return;
  }
  sum_parts(c, line, exact);
  if (line.code == Contribution::ta && line.rule->rate.billionths == 0) {
    line.reason = Reason::no_tax_2019;
  }
}

} // namespace

Outcome fill_line(const Calculation& c, ContributionLine& line, Contribution code,
                  const Basis& basis)
{
  Outcome done = start_line(c, line, code);
  line.reason = reason_of(basis);
  line.exempt_months = basis.exempt_months;
  __int128 exact = 0;
  for (const Zone zone : {Zone::france, Zone::alsace_moselle}) {
    if (done && has_pay_in(basis, zone)) {
      done = add_parts(c, line, basis, query_for(c, code, zone), exact);
    }
  }
  if (done) {
    finish_line(c, line, exact);
  }
  return done;
}

Outcome fill_conventional(const Calculation& c, ContributionLine& line,
                          std::optional<Error>& unknown)
{
  TRY(start_line(c, line, Contribution::conventional));
  __int128 exact = 0;
  if (const Outcome added = add_branch(c, line, exact); !added) {
    unknown = added.error().at("idcc");
    leave_unknown(c, line);
    return Done{};
  }
  if (line.part_count == 0) {
    return Done{};
  }
  sum_parts(c, line, exact);
  apply_minimum(c, line);
  line.reason = reason_of_branch(line);
  return Done{};
}

} // namespace myatlas::domain
