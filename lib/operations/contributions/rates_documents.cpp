#include "operations/contributions/rates_documents.hpp"

namespace myatlas::operations {

using formats::Json;

Json rates_shown(const Json& table, const Json& rules)
{
  return {{"schema", "myatlas/rates-shown/1"},
          {"version", table.at("version")},
          {"rules", rules},
          {"sources", table.at("sources")}};
}

Json rates_checked(const domain::RateTable& table)
{
  return {{"schema", "myatlas/rates-checked/1"},
          {"version", table.version},
          {"rules", table.rules.size()},
          {"first_year", table.first_year},
          {"last_year", table.last_year}};
}

} // namespace myatlas::operations
