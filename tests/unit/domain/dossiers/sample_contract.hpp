#pragma once

#include <string>
#include <vector>

#include "domain/dossiers/contract_rules.hpp"
#include "domain/values/finding.hpp"
#include "formats/json/contract_json.hpp"

namespace myatlas::domain {

// The sample contract, and what is found in it once some of it was changed.
inline const Date k_today = *Date::parse("2026-09-01");

inline Contract::Values base()
{
  return formats::sample_contract(k_today, Money{1867'02}).values();
}

struct Found
{
  std::vector<std::string> blocks, warns;
  bool is_blocked_by(const std::string& code) const { return blocks == std::vector{code}; }
};

// What is found in the sample with some members changed; an empty value takes one out.
inline Found look(const Contract::Values& changes, ContractFacts facts = {})
{
  Contract::Values values = base();
  for (const auto& [path, value] : changes) {
    values[path] = value;
  }
  facts.today = facts.today.days() == 0 ? k_today : facts.today;
  facts.smic = Money{1867'02};
  util::Errors problems, warnings;
  Found found;
  const Contract contract = Contract::read(values, problems, warnings);
  for (const util::Error& error : problems) {
    found.blocks.push_back(error.code);
  }
  for (const Finding& finding : contract_findings(contract, facts)) {
    if (finding.error.code != "request.documents_missing") {
      (finding.severity == Severity::blocks ? found.blocks : found.warns)
        .push_back(finding.error.code);
    }
  }
  return found;
}

inline Contract::Values with(Contract::Values some, const Contract::Values& more)
{
  for (const auto& [path, value] : more) {
    some[path] = value;
  }
  return some;
}

} // namespace myatlas::domain
