// How a server carries out the store's statements: none that a command waits for reads a whole
// table that grows.
#include <doctest/doctest.h>

#include <regex>
#include <set>

#include "unit/store/statements.hpp"
#include "unit/store/test_server.hpp"

using namespace myatlas;
using namespace myatlas::store;

namespace {

// Rows that mean nothing, more in the tables that grow most, and nothing in their way: a server
// plans by what it counted.
constexpr const char* k_fill = R"(
do $$
declare
  one record;
begin
  for one in select r.conname, r.conrelid::regclass as owner from pg_constraint r
      where r.connamespace = 'myatlas'::regnamespace and r.contype = 'c' loop
    execute format('alter table %s drop constraint %I', one.owner, one.conname);
  end loop;
  set session_replication_role = replica; -- no reference is looked at
  for one in
      select c.oid::regclass as name, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns,
             string_agg(case when a.attnotnull then '' else 'case when n % 50 > 0 then ' end ||
                        case format_type(a.atttypid, null)
                          when 'text' then '''t'' || n'
                          when 'bytea' then 'decode(md5(n::text), ''hex'')'
                          when 'timestamp with time zone' then 'to_timestamp(n)'
                          when 'bigint' then '9000000000000000 + n'
                          else 'n' end ||
                        case when a.attnotnull then '' else ' end' end, ', ' order by a.attnum) as filling
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      where c.relnamespace = 'myatlas'::regnamespace and c.relkind = 'r' group by c.oid loop
    execute format('insert into %s (%s) select %s from generate_series(1, %s) n', one.name, one.columns, one.filling,
                   case when one.name::text in ('funding_request', 'invoice', 'invoice_change') then 200000 else 5000 end);
  end loop;
  set session_replication_role = origin;
end $$;
analyze)";

std::vector<std::string> steps_on(postgres::PostgresEngine& server, std::string_view sql,
                                  Cells parameters)
{
  std::vector<std::string> steps;
  for (const Row& row : server.query("explain (costs off) " + std::string(sql), parameters)) {
    steps.push_back(row.text(0));
  }
  return steps;
}

bool is_node(const std::string& step)
{
  return step.find("->") != step.npos;
}

// Whether the node at that place looks its index up, and does not read all of it.
bool has_condition(const std::vector<std::string>& steps, std::size_t at)
{
  for (std::size_t next = at + 1; next < steps.size() && !is_node(steps[next]); ++next) {
    if (steps[next].find("Index Cond:") != std::string::npos) {
      return true;
    }
  }
  return false;
}

// Those of rows that wait for something: all of one may be read.
std::set<std::string> partial_indexes(postgres::PostgresEngine& server)
{
  std::set<std::string> names;
  for (const Row& row : server.query(
         "select indexrelid::regclass::text from pg_index where indpred is not null", Cells{})) {
    names.insert(row.text(0));
  }
  return names;
}

std::vector<std::string> scans_in(const std::vector<std::string>& steps,
                                  const std::set<std::string>& partial)
{
  static const std::regex k_scan(
    R"((Seq|Index|Index Only) Scan (?:Backward )?(?:using (\w+) )?on (\w+))");
  std::vector<std::string> scans;
  for (std::size_t at = 0; at < steps.size(); ++at) {
    std::smatch found;
    if (std::regex_search(steps[at], found, k_scan) && k_growing.contains(found[3]) &&
        !partial.contains(found[2]) && !has_condition(steps, at)) {
      scans.push_back(steps[at]);
    }
  }
  return scans;
}

} // namespace

TEST_CASE("a server too reads no whole table that grows for a statement that a command waits for")
{
  if (OnServer::is_absent()) {
    return; // without a server there is nothing to look at
  }
  const auto server = OnServer::connect();
  server->begin_write();
  apply_missing(*server, newest_version());
  server->commit();
  server->connection().run(k_fill);
  const auto partial = partial_indexes(*server);
  const auto planner = [&](Engine&, std::string_view sql, Cells parameters) {
    return steps_on(*server, sql, parameters);
  };
  for (const auto& [sql, steps] : plans_of(planner)) {
    for (const std::string& scan :
         is_allowed(sql) ? std::vector<std::string>{} : scans_in(steps, partial)) {
      INFO(sql);
      CHECK_MESSAGE(scan.empty(), scan);
    }
  }
}
