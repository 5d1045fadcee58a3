#include "domain/contributions/circumstances.hpp"

#include <algorithm>

#include "domain/contributions/employer_form.hpp"
#include "domain/contributions/headcount.hpp"
#include "util/try.hpp"

namespace myatlas::domain {

namespace {

using util::Done;
using util::Error;
using util::Outcome;
using util::Result;

Error no_case(std::string_view what, std::string_view value)
{
  return {"compare.form", {std::string(what) + "=" + std::string(value)}};
}

// How many alternants there are, where only their ratio is told.
Result<std::int64_t> alternants_of(const PayrollFacts& facts, const Simulation& base)
{
  const std::int64_t headcount = base.headcount.for_csa.given;
  if (facts.alternants) {
    return *facts.alternants;
  }
  if (!facts.alternants_ratio || headcount == 0) {
    return Error{"compare.alternants", {}};
  }
  return *facts.alternants_ratio * headcount / 10'000;
}

// One more changes the ratio where it is all that is known.
Outcome add_alternants(PayrollFacts& facts, const Simulation& base, std::int64_t more)
{
  TRY_ASSIGN(const std::int64_t known, alternants_of(facts, base));
  facts.alternants = std::max<std::int64_t>(known + more, 0);
  facts.alternants_ratio.reset();
  return Done{};
}

// Another headcount of the same employer: a threshold that one did not reach is crossed upwards,
// and does not count for five years (CSS L130-1 II) unless the years before, where they were told,
// say that it does.
void put_headcount(PayrollFacts& facts, const Simulation& base, std::int64_t count)
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

bool is_of_months(const PayrollFacts& facts)
{
  return facts.month || !facts.months.empty();
}

Outcome put_year(PayrollFacts& facts, std::string_view value)
{
  TRY_ASSIGN(const int year, parse_year(value));
  if (is_of_months(facts)) {
    return no_case("year", value);
  }
  facts.year = year;
  return Done{};
}

bool is_signed(std::string_view value)
{
  return value.size() > 1 && (value[0] == '+' || value[0] == '-');
}

Outcome change_alternants(PayrollFacts& facts, const Simulation& base, std::string_view value)
{
  TRY_ASSIGN(const std::int64_t count, parse_headcount(value.substr(1)));
  return add_alternants(facts, base, value[0] == '-' ? -count : count);
}

Outcome change_headcount(PayrollFacts& facts, const Simulation& base, std::string_view value)
{
  TRY_ASSIGN(const std::int64_t count, parse_headcount(value));
  put_headcount(facts, base, count);
  return Done{};
}

Outcome change(PayrollFacts& facts, const Simulation& base, std::string_view what,
               std::string_view value)
{
  if (what == "year") {
    return put_year(facts, value);
  }
  if (what == "headcount") {
    return change_headcount(facts, base, value);
  }
  if (what == "alternants" && is_signed(value)) {
    return change_alternants(facts, base, value);
  }
  return no_case(what, value);
}

} // namespace

Result<PayrollFacts> in_other_circumstances(const PayrollFacts& facts, const Simulation& base,
                                            std::string_view what, std::string_view value)
{
  PayrollFacts changed = facts;
  TRY(change(changed, base, what, value));
  return changed;
}

} // namespace myatlas::domain
