// How the store's statements are carried out: none that a command waits for reads a whole table
// that grows.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "unit/store/statements.hpp"

using namespace myatlas;
using namespace myatlas::store;

namespace {

// Files whose statements are written by what they find in the store, or look at every row on
// purpose.
const std::set<std::string> k_whole = {"erasure.cpp"};

// What the names in a statement, and in the views it may go through, stand for.
std::map<std::string, std::string> names_in(const std::string& sql)
{
  static const std::regex k_table(R"((?:from|join|update|into)\s+\(?(\w+)(?:\s+(?:as\s+)?(\w+))?)");
  std::map<std::string, std::string> names;
  for (auto found = std::sregex_iterator(sql.begin(), sql.end(), k_table);
       found != std::sregex_iterator(); ++found) {
    for (const auto& name : {(*found)[1], (*found)[2]}) {
      if (name.length() > 0) {
        names[name] = (*found)[1];
      }
    }
  }
  return names;
}

std::vector<std::string> scans_of(const std::string& sql, const std::vector<std::string>& steps,
                                  const std::string& views)
{
  const auto names = names_in(views + " " + sql);
  std::vector<std::string> scans;
  for (const std::string& step : steps) {
    const std::string name = step.starts_with("SCAN ") ? step.substr(5, step.find(' ', 5) - 5) : "";
    const auto table = names.find(name);
    if (table != names.end() && k_growing.contains(table->second)) {
      scans.push_back(step);
    }
  }
  return scans;
}

// The first words of each statement in a source of the store, as far as they are one literal.
std::vector<std::string> statements_in(const std::filesystem::path& source)
{
  static const std::regex k_literal(
    R"re("((?:select|insert into|update|delete from|with recursive) [^"{\\]*))re");
  std::ostringstream text;
  text << std::ifstream(source).rdbuf();
  const std::string code = text.str();
  std::vector<std::string> found;
  for (auto at = std::sregex_iterator(code.begin(), code.end(), k_literal);
       at != std::sregex_iterator(); ++at) {
    found.push_back((*at)[1]);
  }
  return found;
}

} // namespace

TEST_CASE("no statement that a command waits for reads a whole table that grows")
{
  std::string views;
  for (const SchemaObject& object : engine_with({})->schema().objects) {
    views += object.name.starts_with("view") ? object.text + " " : "";
  }
  for (const auto& [sql, steps] : plans_of(PlanningEngine::planner_of_file)) {
    for (const std::string& scan :
         is_allowed(sql) ? std::vector<std::string>{} : scans_of(sql, steps, views)) {
      INFO(sql);
      CHECK_MESSAGE(scan.empty(), scan);
    }
  }
}

// Columns that files alone tell, which are loaded; and those a migration or the store itself wrote.
const std::set<std::string> k_written_elsewhere = {"company_payroll.fixed_term",
                                                   "company_payroll.fixed_term_exempt",
                                                   "company_payroll.apprentices",
                                                   "company_payroll.alsace_moselle",
                                                   "company_payroll.headcount",
                                                   "company_payroll.alternants",
                                                   "establishment.headcount",
                                                   "establishment.payroll",
                                                   "establishment.state",
                                                   "store_fact.name",
                                                   "store_fact.value",
                                                   "unproved_establishment.account",
                                                   "unproved_establishment.siret"};

TEST_CASE("every column is written by some statement on its table")
{
  const PlanningEngine::Plans plans = plans_of(PlanningEngine::planner_of_file);
  const auto engine = engine_with({});
  for (const Row& row :
       engine->query("select t.name, c.name from sqlite_master t join pragma_table_info(t.name) c "
                     "where t.type = 'table' and t.name not like 'sqlite_%'",
                     {})) {
    const std::string table = row.text(0), column = row.text(1);
    const std::regex written("^(insert into|update) " + table + R"(\b[^]*\b)" + column + R"(\b)");
    const bool is_written = std::ranges::any_of(
      plans, [&](const auto& plan) { return std::regex_search(plan.first, written); });
    CHECK_MESSAGE((is_written || k_written_elsewhere.contains(table + "." + column)), table, ".",
                  column);
  }
}

TEST_CASE("every statement of the store is among those that were looked at")
{
  const PlanningEngine::Plans plans = plans_of(PlanningEngine::planner_of_file);
  for (const auto& source : std::filesystem::directory_iterator(MYATLAS_STORE_SOURCES "/tables")) {
    const std::string name = source.path().filename();
    if (source.path().extension() != ".cpp" || k_whole.contains(name)) {
      continue;
    }
    for (const std::string& begun : statements_in(source.path())) {
      const bool is_looked_at = std::ranges::any_of(
        plans, [&](const auto& plan) { return plan.first.find(begun) != plan.first.npos; });
      CHECK_MESSAGE(is_looked_at, name, ": ", begun);
    }
  }
}
