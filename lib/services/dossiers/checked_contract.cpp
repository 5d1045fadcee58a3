#include "services/dossiers/checked_contract.hpp"

#include <algorithm>

#include "domain/dossiers/contract_facts.hpp"
#include "domain/dossiers/contract_rules.hpp"
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
void check_kind(CheckedContract& checked, const ContractTarget& target)
{
  const bool amends = checked.contract.is_amendment();
  if (target.is_accepted() && !amends) {
    checked.problems.push_back(not_an_amendment(*target.before));
  } else if (!target.before && amends) {
    checked.problems.push_back(amends_nothing(checked.contract));
  }
}

ContractFacts facts_for(const Context& context, const Contract& contract, const Account& cfa,
                        const RateTable& rates, const ContractTarget& target)
{
  ContractFacts facts = facts_about(context, contract, context.today(), &rates);
  facts.cfa = cfa.provider->siret.siren();
  if (target.before) {
    facts.documents = attached_uses(context, *target.before);
    facts.first_conclusion = first_conclusion(context, *target.before, contract);
  }
  return facts;
}

const std::string& place_of(const Error& problem)
{
  return problem.where.column;
}

} // namespace

bool CheckedContract::has_problem_at(const std::string& member) const
{
  return util::contains(problems, member, place_of);
}

void CheckedContract::add(const Finding& finding)
{
  if (is_absence(finding.error) && has_problem_at(finding.error.where.column)) {
    return; // a value that is wrong is not missing besides
  }
  const bool blocks = finding.severity == Severity::blocks;
  (blocks ? problems : warnings).push_back(finding.error);
}

void CheckedContract::add(const AmendmentFindings& found)
{
  add_problems(found.problems, problems, "");
  add_problems(found.warnings, warnings, "");
}

Findings CheckedContract::findings() const
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

CheckedContract read_contract(const Contract::Values& values)
{
  CheckedContract checked;
  checked.contract = Contract::read(values, checked.problems, checked.warnings);
  return checked;
}

void examine(const Context& context, CheckedContract& checked, const Account& cfa,
             const RateTable& rates, const ContractTarget& target)
{
  const ContractFacts facts = facts_for(context, checked.contract, cfa, rates, target);
  for (const Finding& finding : domain::contract_findings(checked.contract, facts)) {
    checked.add(finding);
  }
  check_kind(checked, target);
  if (target.is_accepted() && checked.contract.is_amendment()) {
    checked.add(amendment_findings(context, *target.before, checked.contract));
  }
  if (target.same_contract) {
    checked.problems.push_back(was_sent_as(*target.same_contract));
  }
}

} // namespace myatlas::services
