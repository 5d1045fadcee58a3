#include "services/dossiers/looked_contract.hpp"

#include <algorithm>

#include "services/dossiers/facts.hpp"

namespace myatlas::services {

namespace {

using domain::Contract;
using domain::Finding;

constexpr const char* k_kind = "contrat.typeContratApp";

bool is_absence(const util::Error& error)
{
  return error.code == "contract.required" || error.code == "contract.no_nir";
}

util::Error not_an_amendment(const domain::FundingRequest& accepted)
{
  return util::Error{"contract.not_amendment", {accepted.number}}.at(k_kind);
}

util::Error amends_nothing(const Contract& contract)
{
  return util::Error{"contract.amends", {contract.text(k_kind)}}.at(k_kind);
}

util::Error was_sent_as(const std::string& number)
{
  return util::Error{"contract.exists", {number}}.at("apprenti.nom");
}

// An amendment changes what was accepted, and nothing else does.
void check_kind(LookedContract& looked, const ContractAim& aim)
{
  const bool amends = looked.contract.is_amendment();
  if (aim.is_accepted() && !amends) {
    looked.problems.push_back(not_an_amendment(*aim.before));
  } else if (!aim.before && amends) {
    looked.problems.push_back(amends_nothing(looked.contract));
  }
}

domain::ContractFacts facts_for(const Context& context, const Contract& contract,
                                const domain::Account& cfa, const domain::RateTable& rates,
                                const ContractAim& aim)
{
  domain::ContractFacts facts = facts_about(context, contract, context.today(), &rates);
  facts.cfa = cfa.provider->siret.siren();
  if (aim.before) {
    facts.documents = attached_uses(context, *aim.before);
    facts.first_conclusion = first_conclusion(context, *aim.before, contract);
  }
  return facts;
}

} // namespace

bool LookedContract::has_problem_at(const std::string& member) const
{
  return std::ranges::any_of(
    problems, [&](const util::Error& problem) { return problem.where.column == member; });
}

void LookedContract::add(const Finding& finding)
{
  if (is_absence(finding.error) && has_problem_at(finding.error.where.column)) {
    return; // a value that is wrong is not missing besides
  }
  const bool blocks = finding.severity == domain::Severity::blocks;
  (blocks ? problems : warnings).push_back(finding.error);
}

void LookedContract::add(const AmendmentFindings& found)
{
  util::add_problems(found.problems, problems, "");
  util::add_problems(found.warnings, warnings, "");
}

std::vector<Finding> LookedContract::findings() const
{
  std::vector<Finding> found;
  for (const util::Error& problem : problems) {
    found.push_back({domain::Severity::blocks, problem});
  }
  for (const util::Error& warning : warnings) {
    found.push_back({domain::Severity::warns, warning});
  }
  return found;
}

LookedContract read_contract(const Contract::Values& values)
{
  LookedContract looked;
  looked.contract = Contract::read(values, looked.problems, looked.warnings);
  return looked;
}

void look_at(const Context& context, LookedContract& looked, const domain::Account& cfa,
             const domain::RateTable& rates, const ContractAim& aim)
{
  const domain::ContractFacts facts = facts_for(context, looked.contract, cfa, rates, aim);
  for (const Finding& finding : domain::contract_findings(looked.contract, facts)) {
    looked.add(finding);
  }
  check_kind(looked, aim);
  if (aim.is_accepted() && looked.contract.is_amendment()) {
    looked.add(amendment_findings(context, *aim.before, looked.contract));
  }
  if (aim.twin) {
    looked.problems.push_back(was_sent_as(*aim.twin));
  }
}

} // namespace myatlas::services
