#pragma once

#include <string>
#include <utility>
#include <vector>

#include "domain/dossiers/contract.hpp"
#include "domain/dossiers/contract_facts.hpp"
#include "domain/values/finding.hpp"

namespace myatlas::domain {

// What all have that look at a contract under some of its rules: the contract, what is known
// besides, and what they found.
class ContractExamination
{
protected:
  ContractExamination(const Contract& contract, const ContractFacts& facts)
    : m_contract(contract), m_facts(facts)
  {
  }

  void blocks(const std::string& path, const char* code, std::vector<std::string> args = {})
  {
    m_found.push_back({Severity::blocks, util::Error{code, std::move(args)}.at(path)});
  }
  void warns(const std::string& path, const char* code, std::vector<std::string> args = {})
  {
    m_found.push_back({Severity::warns, util::Error{code, std::move(args)}.at(path)});
  }
  std::int64_t type() const { return m_contract.number("contrat.typeContratApp"); }

  const Contract& m_contract;
  const ContractFacts& m_facts;
  Findings m_found;
};

} // namespace myatlas::domain
