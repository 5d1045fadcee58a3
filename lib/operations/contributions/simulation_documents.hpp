#pragma once

#include <optional>
#include <string>
#include <vector>

#include "operations/contributions/employer_result.hpp"
#include "services/contributions/simulate_variants.hpp"
#include "texts/texts.hpp"

// What employers owe, as documents.
namespace myatlas::operations {

// One employer, with who it is and what it declared where that is known.
formats::Json contribution_document(const EmployerResult& result);

// Several, a row each, and what they owe together.
formats::Json contributions_document(const std::vector<EmployerResult>& results);

using services::Variant;

// Its cases, a row each, beside the first of them.
formats::Json comparison_document(const std::vector<Variant>& variants);

// The headcount whose threshold a case of such a document reaches without its counting: "11";
// none.
std::optional<std::string> frozen_threshold(const formats::Json& variant);

// How each figure of each was worked out, in sentences.
formats::Json explanation_document(const texts::Texts& texts,
                                   const std::vector<EmployerResult>& results);

// What became of a file of employers, of how many statements there are, and what is to be told of
// it.
formats::Json employers_document(const services::EmployerCounts& counts, std::size_t statements,
                                 const Errors& warnings);

} // namespace myatlas::operations
