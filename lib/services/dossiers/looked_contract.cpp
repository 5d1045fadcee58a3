#include "services/dossiers/looked_contract.hpp"

#include <algorithm>

#include "services/dossiers/facts.hpp"
#include "util/ranges.hpp"

namespace myatlas::services {

namespace {

using domain::Account;
using domain::Contract;
using domain::ContractFacts;
using domain::Finding;
using domain::Findings;
using domain::RateTable;
using domain::Severity;
using util::add_problems;

constexpr const char* k_kind = "contrat.typeContratApp";

bool is_absence(const Error& error)
{
  return error.code == "contract.required" || error.code == "contract.no_nir";
}

Error not_an_amendment(const domain::FundingRequest& accepted)
{
  return Error{"contract.not_amendment", {accepted.number}}.at(k_kind);
}

Error amends_nothing(const Contract& contract)
{
  return Error{"contract.amends", {contract.text(k_kind)}}.at(k_kind);
}

Error was_sent_as(const std::string& number)
{
  return Error{"contract.exists", {number}}.at("apprenti.nom");
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

ContractFacts facts_for(const Context& context, const Contract& contract, const Account& cfa,
                        const RateTable& rates, const ContractAim& aim)
{
  ContractFacts facts = facts_about(context, contract, context.today(), &rates);
  facts.cfa = cfa.provider->siret.siren();
  if (aim.before) {
    facts.documents = attached_uses(context, *aim.before);
    facts.first_conclusion = first_conclusion(context, *aim.before, contract);
  }
  return facts;
}

const std::string& place_of(const Error& problem)
{
  return problem.where.column;
}

} // namespace

bool LookedContract::has_problem_at(const std::string& member) const
{
  return util::contains(problems, member, place_of);
}

void LookedContract::add(const Finding& finding)
{
  if (is_absence(finding.error) && has_problem_at(finding.error.where.column)) {
    return; // a value that is wrong is not missing besides
  }
  const bool blocks = finding.severity == Severity::blocks;
  (blocks ? problems : warnings).push_back(finding.error);
}

void LookedContract::add(const AmendmentFindings& found)
{
  add_problems(found.problems, problems, "");
  add_problems(found.warnings, warnings, "");
}

Findings LookedContract::findings() const
{
  Findings found;
  for (const Error& problem : problems) {
    found.push_back({Severity::blocks, problem});
  }
  for (const Error& warning : warnings) {
    found.push_back({Severity::warns, warning});
  }
  return found;
}

LookedContract read_contract(const Contract::Values& values)
{
  LookedContract looked;
  looked.contract = Contract::read(values, looked.problems, looked.warnings);
  return looked;
}

void look_at(const Context& context, LookedContract& looked, const Account& cfa,
             const RateTable& rates, const ContractAim& aim)
{
  const ContractFacts facts = facts_for(context, looked.contract, cfa, rates, aim);
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
