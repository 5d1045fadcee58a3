#include "services/contributions/simulate_form.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "domain/contributions/employer_form.hpp"
#include "domain/contributions/simulation.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

// Whether pay of apprentices is out of the base of the tax.
bool exempts_apprentices(const domain::PayrollFacts& facts, const domain::Simulation& simulation)
{
  const auto* tax = std::ranges::find(simulation, domain::Contribution::ta_principal,
                                      &domain::ContributionLine::code);
  return tax != simulation.end() && tax->base.cents > 0 && tax->base < facts.pay.total;
}

// Where apprentices work is not asked: it matters where their pay is out of the base of the tax,
// which has two rates then. What is not known of a branch is told with the rest.
Errors warnings_about(const domain::PayrollFacts& facts, const domain::Simulation& simulation)
{
  Errors warnings;
  if (facts.pay.apprentices.cents > 0 && facts.pay.alsace_moselle.cents > 0 &&
      exempts_apprentices(facts, simulation)) {
    warnings.push_back({"contribution.apprentices_elsewhere", {}});
  }
  if (simulation.unknown) {
    warnings.push_back(*simulation.unknown);
  }
  return warnings;
}

Result<SimulatedForm> simulate_form(const domain::RateTable& rates, const domain::PayrollForm& form,
                                    UnknownBranch unknown)
{
  TRY_ASSIGN(const domain::PayrollFacts facts, domain::facts_of(form));
  TRY_ASSIGN(const domain::Simulation simulation, domain::simulate(rates, facts));
  if (simulation.unknown && unknown == UnknownBranch::refused) {
    return *simulation.unknown;
  }
  return SimulatedForm{.form = form,
                       .facts = facts,
                       .simulation = simulation,
                       .warnings = warnings_about(facts, simulation)};
}

// The errors of one of several employers, at its place among them.
Errors in_employer(std::size_t place, Errors errors)
{
  const std::string employer = fmt::format("employers[{}]", place);
  for (Error& error : errors) {
    std::string& member = error.where.column;
    member = member.empty() ? employer : employer + "." + member;
  }
  return errors;
}

} // namespace

Result<std::vector<SimulatedForm>> simulate_forms(const domain::RateTable& rates,
                                                  const std::vector<domain::PayrollForm>& forms,
                                                  UnknownBranch unknown)
{
  Errors problems;
  std::vector<SimulatedForm> simulated;
  for (std::size_t place = 0; place < forms.size(); ++place) {
    Result<SimulatedForm> one = simulate_form(rates, forms[place], unknown);
    if (one) {
      simulated.push_back(*std::move(one));
      continue;
    }
    const Errors told = forms.size() > 1 ? in_employer(place, one.errors()) : one.errors();
    problems.insert(problems.end(), told.begin(), told.end());
  }
  return util::or_problems(std::move(simulated), problems);
}

} // namespace myatlas::services
