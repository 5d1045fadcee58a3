#pragma once

#include <string>
#include <vector>

#include "operations/contributions/employer_result.hpp"

// What employers owe, as documents.
namespace myatlas::operations {

// One employer, with who it is and what it declared where that is known.
formats::Json contribution_document(const EmployerResult& result);

// Several, a row each, and what they owe together.
formats::Json contributions_document(const std::vector<EmployerResult>& results);

// An employer in other circumstances.
struct Variant
{
  std::string label; // "year=2025"; empty for what was asked first
  domain::Simulation simulation;
};

// Its cases, a row each, beside the first of them.
formats::Json comparison_document(const std::vector<Variant>& variants);

} // namespace myatlas::operations
