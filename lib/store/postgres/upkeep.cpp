#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "store/migrate.hpp"
#include "store/postgres/home.hpp"
#include "store/postgres/postgres_engine.hpp"
#include "store/postgres/transfer.hpp"
#include "store/sqlite/open.hpp"

// What is done to a store as a whole.
namespace myatlas::store::postgres {

namespace {

// What the schema holds besides the server's own tables, spelled by the server: columns,
// constraints, indexes, views, and whatever would run with a command (triggers, rules, policies,
// functions).
constexpr std::string_view k_objects_sql = R"(
  select 'column ' || c.relname || '.' || a.attname,
         format_type(a.atttypid, a.atttypmod) || ' ' || coalesce(l.collname, '') || ' ' || a.attnotnull::text || ' '
           || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
    from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind = 'r' and c.relnamespace = 'myatlas'::regnamespace
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum left join pg_collation l on l.oid = a.attcollation
    where a.attnum > 0 and not a.attisdropped
  union all select 'constraint ' || r.conname || ' of ' || coalesce(r.conrelid::regclass::text, ''), pg_get_constraintdef(r.oid)
    from pg_constraint r where r.connamespace = 'myatlas'::regnamespace
  union all select 'index ' || c.relname, pg_get_indexdef(c.oid)
    from pg_class c where c.relkind = 'i' and c.relnamespace = 'myatlas'::regnamespace
  union all select 'view ' || c.relname, pg_get_viewdef(c.oid)
    from pg_class c where c.relkind in ('v', 'm') and c.relnamespace = 'myatlas'::regnamespace
  union all select 'trigger ' || t.tgname || ' of ' || c.relname, pg_get_triggerdef(t.oid)
    from pg_trigger t join pg_class c on c.oid = t.tgrelid and c.relnamespace = 'myatlas'::regnamespace where not t.tgisinternal
  union all select 'rule ' || r.rulename || ' of ' || c.relname, pg_get_ruledef(r.oid)
    from pg_rewrite r join pg_class c on c.oid = r.ev_class and c.relnamespace = 'myatlas'::regnamespace and c.relkind = 'r'
  union all select 'policy ' || p.polname || ' of ' || c.relname, coalesce(pg_get_expr(p.polqual, p.polrelid), '')
    from pg_policy p join pg_class c on c.oid = p.polrelid and c.relnamespace = 'myatlas'::regnamespace
  union all select 'function ' || p.proname, p.prosrc
    from pg_proc p where p.pronamespace = 'myatlas'::regnamespace)";

constexpr std::array k_own_tables = {std::string_view("server_fact"),
                                     std::string_view("server_object"),
                                     std::string_view("document_part")};

} // namespace

std::vector<std::pair<std::string, std::string>> PostgresEngine::text_columns()
{
  std::vector<std::pair<std::string, std::string>> columns;
  for (const Row& row :
       query("select c.relname::text, a.attname::text from pg_attribute a join pg_class c on c.oid "
             "= a.attrelid "
             "where c.relkind = 'r' and c.relnamespace = 'myatlas'::regnamespace and a.attnum > 0 "
             "and not a.attisdropped and a.atttypid = 'text'::regtype order by 1, 2")) {
    if (std::ranges::find(k_own_tables, row.text(0)) == k_own_tables.end()) {
      columns.emplace_back(row.text(0), row.text(1));
    }
  }
  return columns;
}

Schema PostgresEngine::schema()
{
  Schema found{.version = schema_version(), .objects = {}};
  for (const Row& row : query(k_objects_sql)) {
    found.objects.push_back({row.text(0), row.text(1)});
  }
  std::ranges::sort(found.objects);
  return found;
}

std::int64_t PostgresEngine::bytes()
{
  return query("select cast(coalesce(sum(pg_total_relation_size(oid)), 0) as bigint) from pg_class "
               "where relkind = 'r' and "
               "relnamespace = 'myatlas'::regnamespace")[0]
    .integer(0);
}

bool PostgresEngine::may_write()
{
  return query("select has_table_privilege('myatlas.audit', 'insert')")[0].integer(0) != 0;
}

// What was deleted goes from the tables. The server's own journal and copies keep it until they
// expire, which their keeper decides.
void PostgresEngine::scrub()
{
  const auto tables =
    query("select c.relname::text from pg_class c where c.relkind = 'r' and c.relnamespace = "
          "'myatlas'::regnamespace and pg_has_role(c.relowner, 'usage')");
  for (const Row& table : tables) {
    m_connection->run("vacuum " + table.text(0)); // a warning, not a failure, where it is another's
  }
}

namespace {

// The function that looks an index through; none where the server's amcheck is not installed in
// the database, or not granted.
std::optional<std::string> index_check(PostgresEngine& engine)
{
  const std::vector<Row> found = engine.query(
    "select p.pronamespace::regnamespace::text || '.bt_index_check' from pg_proc p join pg_depend "
    "d on d.objid = p.oid and d.classid = 'pg_proc'::regclass join pg_extension e on e.oid = "
    "d.refobjid and d.refclassid = 'pg_extension'::regclass where e.extname = 'amcheck' and "
    "p.proname = 'bt_index_check' and p.pronargs = 2 and "
    "has_schema_privilege(p.pronamespace, 'usage') and has_function_privilege(p.oid, 'execute')");
  return found.empty() ? std::nullopt : std::optional(found[0].text(0));
}

std::vector<std::string> indexes_of_store(PostgresEngine& engine)
{
  std::vector<std::string> names;
  for (const Row& row : engine.query(
         "select c.relname::text from pg_class c join pg_am a on a.oid = c.relam where c.relkind = "
         "'i' and c.relnamespace = 'myatlas'::regnamespace and a.amname = 'btree' order by 1")) {
    names.push_back(row.text(0));
  }
  return names;
}

// What is wrong with an index: its order, or rows that it does not have.
std::optional<util::Error> damage_of_index(PostgresEngine& engine, const std::string& check,
                                           const std::string& index)
{
  try {
    engine.query("select count(*) from " + check + "('myatlas." + index + "'::regclass, true)");
    return std::nullopt;
  } catch (const util::MachineError& error) {
    if (error.error().code != "store.corrupt") {
      throw;
    }
    return util::Error{"store.server_index", {index, error.error().args.back()}};
  }
}

void look_at_indexes(PostgresEngine& engine, Damage& damage)
{
  const auto check = index_check(engine);
  for (const std::string& index : check ? indexes_of_store(engine) : std::vector<std::string>{}) {
    if (auto found = damage_of_index(engine, *check, index)) {
      damage.found.push_back(*std::move(found));
    }
  }
}

} // namespace

// Pages are the server's to look at, as it reads them, when the cluster was made with checksums;
// here it is asked what it met so far, whether the schema is still what the migrations made, and,
// where it has amcheck, whether each index says what its table does.
Damage PostgresEngine::find_damage(Look look)
{
  Damage damage;
  const std::vector<Row> failures = query("select coalesce(checksum_failures, 0) from "
                                          "pg_stat_database where datname = current_database()");
  if (!failures.empty() && failures[0].integer(0) > 0) {
    damage.found.push_back({"store.server_pages", {std::to_string(failures[0].integer(0))}});
  }
  if (look == Look::at_all) {
    for (util::Error& changed : changed_objects(*this)) {
      damage.found.push_back(std::move(changed));
    }
    look_at_indexes(*this, damage);
  }
  return damage;
}

namespace {

// The tables as a file of SQLite, without a journal beside it.
void fill_file(PostgresEngine& server, Engine& file)
{
  file.begin_write();
  try {
    apply_missing(file, server.schema_version());
    copy_to_file(server, file, tables_of_file(file));
    file.commit();
  } catch (...) {
    file.roll_back();
    throw;
  }
  file.run_script("pragma journal_mode = delete");
}

} // namespace

// In one snapshot: others write meanwhile, and are not waited for.
void PostgresEngine::back_up(const std::filesystem::path& path, Role role)
{
  const util::Result<std::unique_ptr<Engine>> file =
    sqlite::open_file(path, sqlite::Access::write, sqlite::Lock::held, role);
  if (!file) {
    throw util::MachineError(file.error());
  }
  m_connection->run("begin isolation level repeatable read read only");
  try {
    fill_file(*this, **file);
  } catch (...) {
    roll_back();
    throw;
  }
  m_connection->run("commit");
}

} // namespace myatlas::store::postgres
