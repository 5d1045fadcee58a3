// How the store's statements are carried out: none that a command waits for reads a whole table
// that grows.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <span>
#include <sstream>

#include "store/migrate.hpp"
#include "store/sqlite/open.hpp"
#include "store/store.hpp"
#include "unit/store/all_uses.hpp"
#include "unit/store/planning_engine.hpp"

using namespace myatlas;
using namespace myatlas::store;

namespace {

// Why a statement that reads a whole table may. What it begins with, or a part of it that no other
// has.
struct Allowed
{
  const char* part;
  const char* reason;
};

constexpr Allowed k_allowed[] = {
  {"select 1 from ", "whether there is any: one row is read"},
  {"from company order by siren", "an import of whole files knows all companies"},
  {"select number, kind, title, summary", "publications are few"},
  {"from batch order by number", "all batches are asked for"},
  {"from outbox where delivered is null", "those that wait alone are in its index"},
  {"from outbox order by created", "all mails are asked for"},
  {"from outbox where delivered is not null", "the mails that were sent are asked for"},
  {"from outbox where failed is not null", "the mails that failed are asked for"},
  {"update outbox set failed = null", "mails that failed are tried again, all of them"},
  {"select distinct account from alert", "all alerts are looked at, once a day"},
  {"select account, siret from unproved_establishment", "what an old store left, once"},
  {"from access_grant where revoked is null and siren > 0", "all access is asked for"},
  {"or email_key = 'closed:' || id", "an erasure or the copy of what is held of a person"},
  {"from audit a left join audit_text",
   "in the order of the audit, from the key of the page before on"},
  {"from invoice where state = $1 and (received",
   "invoices that nobody has looked at, for the work of the office: an index would cost every "
   "import more"},
  {"from (select r.number, r.title, r.state, r.changed, r.broken_off, r.accepted, (select "
   "coalesce(sum(i.without_tax)",
   "sums to recover, for the work of the office"},
  {"select id from account where", "accounts in the order of their addresses"},
  {"select sequence, hash from audit order by sequence desc limit 1", "one row is read"},
  {"from certification order by code", "an export of all certifications"},
  {"from amendment a join", "amendments that wait are few"},
  {"from account where ($1 = '' or state = $1) and email_key > $2",
   "accounts in the order of their addresses"},
  {"$1 = 1", "the host and an office see everything, in its order"},
};

// Files whose statements are written by what they find in the store, or look at every row on
// purpose.
const std::set<std::string> k_whole = {"erasure.cpp"};

const std::set<std::string> k_growing = {"account",
                                         "account_profile",
                                         "account_company",
                                         "client_reference",
                                         "account_establishment",
                                         "one_time_code",
                                         "session",
                                         "attempt",
                                         "funding_request",
                                         "funding_request_employee",
                                         "funding_request_module",
                                         "funding_request_change",
                                         "funding_request_document",
                                         "document",
                                         "invoice",
                                         "invoice_change",
                                         "invoice_line",
                                         "outbox",
                                         "audit",
                                         "audit_text",
                                         "batch",
                                         "company",
                                         "company_payroll",
                                         "establishment",
                                         "employee",
                                         "declaration",
                                         "declaration_line",
                                         "declaration_change",
                                         "receipt",
                                         "official_letter",
                                         "letter_reading",
                                         "preference",
                                         "alert_item",
                                         "access_grant",
                                         "certificate",
                                         "contract",
                                         "contract_funding",
                                         "instalment",
                                         "sirene",
                                         "transmission",
                                         "access_invitation",
                                         "recovery",
                                         "agreed_side_cost",
                                         "certification",
                                         "training_body",
                                         "kept_answer"};

bool is_allowed(const std::string& sql)
{
  return std::ranges::any_of(k_allowed,
                             [&](const Allowed& one) { return sql.find(one.part) != sql.npos; });
}

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

std::unique_ptr<Engine> engine_with(std::span<const char* const> rows)
{
  auto engine = sqlite::open_memory();
  engine->begin_write();
  apply_missing(*engine, newest_version());
  for (const char* row : rows) {
    engine->execute(row, {});
  }
  engine->commit();
  return engine;
}

PlanningEngine::Plans all_plans()
{
  PlanningEngine::Plans plans;
  Store(std::make_unique<PlanningEngine>(engine_with({}), plans), util::Key{}, {})
    .audit()
    .first_broken();
  Store store(std::make_unique<PlanningEngine>(engine_with(k_rows), plans), util::Key{}, {});
  const Perimeter all{true, "", std::nullopt, k_day};
  read_by(store, all);
  read_by(store, {false, "a", std::nullopt, k_day});
  read_by(store, {false, "a", k_siren, k_day});
  use_accounts(store);
  use_register(store);
  use_dossiers(store, all);
  use_invoices(store);
  use_declarations(store);
  use_correspondence(store);
  use_the_rest(store);
  return plans;
}

} // namespace

TEST_CASE("no statement that a command waits for reads a whole table that grows")
{
  std::string views;
  for (const SchemaObject& object : engine_with({})->schema().objects) {
    views += object.name.starts_with("view") ? object.text + " " : "";
  }
  for (const auto& [sql, steps] : all_plans()) {
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
  const PlanningEngine::Plans plans = all_plans();
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
  const PlanningEngine::Plans plans = all_plans();
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
