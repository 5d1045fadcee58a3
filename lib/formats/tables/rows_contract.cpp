// Rows about apprenticeship contracts: each is a document of its own, in a file or in a cell.
#include "formats/tables/rows.hpp"

#include "util/text.hpp"

namespace myatlas::formats {

ContractRow RowReader::contract(const CsvRecord& record, RowProblems& problems)
{
  ContractRow row;
  if (!start(record, problems)) {
    return row;
  }
  if (present(k_con_file)) {
    row.file = take(k_con_file, safe_file_name(cell(k_con_file))).value_or("");
  }
  row.contract = present(k_con_contract) ? std::string(cell(k_con_contract)) : "";
  row.request = present(k_con_request) ? std::string(cell(k_con_request)) : "";
  if (!present(k_con_file) && row.contract.empty()) {
    problems.errors.push_back({k_con_file, "", {"contract.row_empty", {}}});
  }
  return row;
}

} // namespace myatlas::formats
