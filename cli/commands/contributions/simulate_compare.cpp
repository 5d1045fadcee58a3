// The same employer in other circumstances.
#include <algorithm>

#include "commands/contributions/simulate.hpp"
#include "domain/contributions/employer_form.hpp"
#include "domain/contributions/headcount.hpp"
#include "domain/contributions/simulation.hpp"
#include "texts/contribution_words.hpp"
#include "texts/texts.hpp"
#include "util/decimal.hpp"
#include "util/text.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

Error not_understood(const std::string& text)
{
  return Error{"compare.form", {text}}.at("--compare");
}

// One more alternant changes the ratio where it is all that is known.
Outcome add_alternants(domain::PayrollFacts& facts, const domain::Simulation& base,
                       std::int64_t more)
{
  const std::int64_t headcount = base.headcount.for_csa.given;
  if (!facts.alternants) {
    if (!facts.alternants_ratio || headcount == 0) {
      return Error{"compare.alternants", {}}.at("--compare");
    }
    facts.alternants = *facts.alternants_ratio * headcount / 10'000;
  }
  facts.alternants = std::max<std::int64_t>(*facts.alternants + more, 0);
  facts.alternants_ratio.reset();
  return Done{};
}

// Another headcount of the same employer: a threshold that one did not reach is crossed upwards,
// and does not count for five years (CSS L130-1 II) unless the years before, where they were told,
// say that it does.
void put_headcount(domain::PayrollFacts& facts, const domain::Simulation& base, std::int64_t count)
{
  facts.headcount = count;
  facts.headcount_of_year.reset();
  facts.averaged_year.reset();
  facts.headcount_history.erase(facts.year + 1);
  if (facts.headcount_history.size() > 1) {
    facts.headcount_history[facts.year] = count;
    return;
  }
  facts.headcount_history.clear();
  facts.compared_with = {base.headcount.of_last_year.counted, base.headcount.for_csa.counted};
}

bool is_of_months(const domain::PayrollFacts& facts)
{
  return facts.month || !facts.months.empty();
}

Outcome put_year(domain::PayrollFacts& facts, const std::string& value)
{
  TRY_ASSIGN(const int year, domain::parse_year(value).or_at("--compare"));
  if (is_of_months(facts)) {
    return not_understood("year=" + value);
  }
  facts.year = year;
  return Done{};
}

Outcome change(domain::PayrollFacts& facts, const domain::Simulation& base, const std::string& what,
               const std::string& value)
{
  if (what == "year") {
    return put_year(facts, value);
  }
  if (what == "headcount") {
    TRY_ASSIGN(const std::int64_t count, domain::parse_headcount(value).or_at("--compare"));
    put_headcount(facts, base, count);
    return Done{};
  }
  if (what == "alternants" && value.size() > 1 && (value[0] == '+' || value[0] == '-')) {
    TRY_ASSIGN(const std::int64_t count,
               domain::parse_headcount(value.substr(1)).or_at("--compare"));
    return add_alternants(facts, base, value[0] == '-' ? -count : count);
  }
  return not_understood(what + "=" + value);
}

// Says which threshold a case reaches without its counting, since its amounts would seem wrong to
// who knows the rate from there on.
void tell_frozen(Session& session, const Variant& variant)
{
  const domain::Headcount& size = variant.simulation.headcount;
  const auto at = std::max(size.of_last_year.frozen_at, size.for_csa.frozen_at);
  if (at) {
    session.note(session.texts().trf(
      N_("{0}: the threshold of {1} is reached, and counts only after five calendar "
         "years in a row (CSS L130-1 II)."),
      variant.label.empty() ? session.texts().tr(N_("as asked")) : variant.label,
      hundredths_for_people(session.texts(), *at)));
  }
}

Result<Variant> variant_of(const domain::RateTable& rates, const EmployerResult& base,
                           const std::string& what, const std::string& value, bool strict)
{
  domain::PayrollFacts facts = base.facts;
  TRY(change(facts, base.simulation, what, value));
  TRY_ASSIGN(const domain::Simulation simulation, domain::simulate(rates, facts));
  if (simulation.unknown && strict) {
    return *simulation.unknown;
  }
  return Variant{what + "=" + value, simulation};
}

// The cases of one --compare: "year=2024,2025".
void add_variants(const std::string& given, const domain::RateTable& rates,
                  const EmployerResult& base, bool strict, std::vector<Variant>& variants,
                  Errors& problems)
{
  const std::size_t equals = given.find('=');
  if (equals == given.npos) {
    problems.push_back(not_understood(given));
    return;
  }
  const std::string what = given.substr(0, equals);
  for (const std::string_view value :
       util::split(std::string_view(given).substr(equals + 1), ',')) {
    auto variant = as_options(variant_of(rates, base, what, std::string(value), strict));
    if (variant) {
      variants.push_back(*std::move(variant));
    } else {
      problems.insert(problems.end(), variant.errors().begin(), variant.errors().end());
    }
  }
}

} // namespace

Result<int> compare(Session& session, const domain::RateTable& rates, const EmployerResult& base,
                    const SimulateOptions& options)
{
  std::vector<Variant> variants = {{"", base.simulation}};
  Errors problems;
  for (const std::string& given : options.compare) {
    add_variants(given, rates, base, options.strict, variants, problems);
  }
  if (!problems.empty()) {
    return problems;
  }
  for (const Variant& variant : variants) {
    tell_frozen(session, variant);
    if (variant.simulation.unknown && !variant.label.empty()) {
      session.warn(*variant.simulation.unknown);
    }
  }
  return session.show(comparison_view(session.texts(), variants, session.form()));
}

} // namespace myatlas::cli
