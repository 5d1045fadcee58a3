#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/account/account.hpp"
#include "domain/dossiers/contract_rules.hpp"
#include "services/context.hpp"
#include "services/dossiers/amendment_checks.hpp"

namespace myatlas::services {

// A contract as it was given, and what is found.
struct LookedContract
{
  domain::Contract contract;
  Errors problems, warnings;

  bool has_problem_at(const std::string& member) const;
  void add(const domain::Finding& finding);
  void add(const AmendmentFindings& found);
  domain::Findings findings() const;
};

LookedContract read_contract(const domain::Contract::Values& values);

// What a contract is for: the dossier it completes or amends, or a new one; then `twin` is the
// number of the same sent before.
struct ContractAim
{
  std::optional<domain::FundingRequest> before;
  std::optional<std::string> twin;

  // Whether what it is for was accepted: that is amended.
  bool is_accepted() const { return before && before->state == domain::RequestState::engage; }
};

// Adds what speaks against it: what domain::contract_findings and amendment_findings say,
// contract.not_amendment (number), contract.amends (kind), contract.exists (number).
void look_at(const Context& context, LookedContract& looked, const domain::Account& cfa,
             const domain::RateTable& rates, const ContractAim& aim);

} // namespace myatlas::services
