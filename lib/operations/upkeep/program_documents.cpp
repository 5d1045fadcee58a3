#include "operations/upkeep/program_documents.hpp"

#include <fmt/format.h>

#include "domain/values/branches.hpp"
#include "formats/json/rates_json.hpp"
#include "operations/documents.hpp"
#include "store/database.hpp"
#include "store/migrate.hpp"
#include "store/store.hpp"
#include "texts/errors.hpp"
#include "util/text.hpp"

namespace myatlas::operations {

namespace {

Json setting_row(const SettingTold& setting)
{
  return {{"key", setting.key}, {"value", setting.value}, {"origin", setting.origin}};
}

Json library_row(const LibraryTold& library)
{
  return {{"name", library.name}, {"version", library.version}};
}

Json schema_row(const std::string& name)
{
  return {{"name", name}};
}

Json table_json(const char* name, std::string_view dated, const Json& covers)
{
  return {{"name", name}, {"dated", dated}, {"covers", covers}};
}

std::string years_of(const domain::RateTable& rates)
{
  return fmt::format("{}-{}", rates.first_year, rates.last_year);
}

std::string last_wage_in(const domain::RateTable& rates)
{
  return rates.minimum_wages.empty() ? "" : rates.minimum_wages.back().from.text();
}

// The tables the answers are computed from, each with the day it was last brought up to date.
Json tables_json()
{
  const domain::RateTable& rates = formats::built_in_rates();
  return Json::array({table_json("rates", rates.version, years_of(rates)),
                      table_json("minimum_wages", last_wage_in(rates), nullptr),
                      table_json("idcc_opco", domain::k_opco_table_date, nullptr)});
}

} // namespace

Json settings_document(const std::vector<SettingTold>& settings)
{
  return list_document("myatlas/settings/1", "settings", rows_of(settings, setting_row));
}

Json setting_document(const std::string& file, const SettingTold& setting)
{
  return {{"schema", "myatlas/setting/1"},
          {"file", file},
          {"key", setting.key},
          {"value", formats::text_or_null(setting.value)}};
}

LibraryTold engine_of_stores()
{
  return {.name = "SQLite", .version = store::Store::engine_version()};
}

Json version_document(const Build& build, Tables tables)
{
  return {{"schema", "myatlas/version/1"},
          {"version", build.version},
          {"compiler", build.compiler},
          {"build", build.build},
          {"store_schema", store::newest_version()},
          {"rates", formats::built_in_rates_version()},
          {"libraries", rows_of(build.libraries, library_row)},
          {"tables", tables == Tables::told ? tables_json() : Json::array()}};
}

std::string_view sql_of_roles()
{
  return store::database_roles_sql();
}

Json schemas_document(const std::vector<std::string>& names)
{
  return list_document("myatlas/schemas/1", "schemas", rows_of(names, schema_row));
}

Json answers_document(const Operation* operation, std::string_view names)
{
  if (operation != nullptr) {
    return util::split(operation->answer, '|');
  }
  Json answers = Json::array();
  for (const std::string_view name : util::split(names, '|')) {
    if (!name.empty()) {
      answers.push_back("myatlas/" + std::string(name));
    }
  }
  return answers;
}

Json commands_document(std::string_view version, const Json& commands, const Json& common_options)
{
  return {{"schema", "myatlas/commands/1"},
          {"version", version},
          {"commands", commands},
          {"common_options", common_options}};
}

} // namespace myatlas::operations
