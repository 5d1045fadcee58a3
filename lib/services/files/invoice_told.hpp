#pragma once

#include <string_view>
#include <utility>

#include "formats/tables/row_columns.hpp"
#include "formats/tables/row_types.hpp"
#include "util/result.hpp"

namespace myatlas::services {

// Where the rules between records speak of an invoice, the file's column for it.
inline constexpr std::pair<std::string_view, std::size_t> k_columns_of_codes[] = {
  {"invoice.issuer", formats::k_inv_issuer},
  {"invoice.over", formats::k_inv_net},
  {"invoice.corrects_over", formats::k_inv_net},
  {"invoice.corrects_early", formats::k_inv_date},
  {"invoice.not_replaceable", formats::k_inv_replaces},
  {"invoice.replaced_before", formats::k_inv_replaces},
  {"invoice.unknown", formats::k_inv_replaces},
  {"invoice.duplicate", formats::k_inv_number},
  {"invoice.number_taken", formats::k_inv_number},
  {"invoice.refused_before", formats::k_inv_number},
};

inline std::size_t column_for(const std::string& code)
{
  for (const auto& [known, column] : k_columns_of_codes) {
    if (code == known) {
      return column;
    }
  }
  return code.find(".corrects") != std::string::npos ? formats::k_inv_corrects
                                                     : formats::k_inv_request;
}

inline void tell_of_invoice(const util::Outcome& outcome, formats::RowProblems& problems)
{
  for (const util::Error& error : outcome ? util::Errors{} : outcome.errors()) {
    problems.errors.push_back({column_for(error.code), error.args[0], error});
  }
}

} // namespace myatlas::services
