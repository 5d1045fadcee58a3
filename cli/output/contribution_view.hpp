#pragma once

#include "output/view.hpp"
#include "words.hpp"

// What employers owe, as a table of each of its documents.
namespace myatlas::cli {

// One employer's lines; several employers, a row each; the same employer in other circumstances, a
// row each with a bar.
View contribution_view(const Texts& texts, const formats::Json& contribution, Form form);
View declared_view(const Texts& texts, // what its DSN files declare beside what is owed
                   const formats::Json& contribution);
View contributions_view(const formats::Json& contributions);
View comparison_view(const Texts& texts, formats::Json comparison, Form form);

} // namespace myatlas::cli
