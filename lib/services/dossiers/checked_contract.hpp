#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/account/account.hpp"
#include "domain/dossiers/request_rules.hpp"
#include "services/context.hpp"
#include "services/dossiers/amendment_checks.hpp"

namespace myatlas::services {

// A contract as it was given, and what was found of it.
struct CheckedContract
{
  domain::Contract contract;
  Errors problems, warnings;

  bool has_problem_at(const std::string& member) const;
  void add(const domain::Finding& finding);
  void add(const AmendmentFindings& found);
  domain::Findings findings() const;
};

CheckedContract read_contract(const domain::Contract::Values& values);

// What a contract is for: the dossier it completes or amends, or a new one; then `same_contract` is
// the number of the same sent before.
struct ContractTarget
{
  std::optional<domain::FundingRequest> before;
  std::optional<std::string> same_contract;

  // Whether what it is for was accepted: that is amended.
  bool is_accepted() const { return before && before->state == domain::RequestState::engage; }
};

// Adds what speaks against it: what domain::contract_findings and amendment_findings say,
// contract.not_amendment (number), contract.amends (kind), contract.exists (number).
void examine(const Context& context, CheckedContract& checked, const domain::Account& cfa,
             const domain::RateTable& rates, const ContractTarget& target);

} // namespace myatlas::services
