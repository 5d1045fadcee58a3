#pragma once

#include <string>
#include <vector>

#include "domain/contributions/contribution.hpp"
#include "operations/contributions/simulation_documents.hpp"
#include "output/view.hpp"
#include "words.hpp"

namespace myatlas::cli {

using operations::EmployerResult;
using operations::Variant;

// One employer's lines; several employers, a row each; the same employer in other circumstances, a
// row each with a bar.
View contribution_view(const Texts& texts, const EmployerResult& result, Form form);
View declared_view(const Texts& texts,
                   const EmployerResult& result); // what its DSN files declare beside what is owed
View contributions_view(const std::vector<EmployerResult>& results);

View comparison_view(const Texts& texts, const std::vector<Variant>& variants, Form form);

// Who reads an explanation: who uses the program, and may go on with its codes and commands, or a
// client, for whom they mean nothing.
enum class Reader
{
  user,
  client,
};

// How each figure was worked out, in sentences.
std::vector<std::string> explanation_of(const Texts& texts, const EmployerResult& result,
                                        Reader reader);

} // namespace myatlas::cli
