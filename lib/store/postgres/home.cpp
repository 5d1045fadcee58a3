#include "store/postgres/home.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "util/digest.hpp"
#include "util/try.hpp"

namespace myatlas::store::postgres {

namespace {

constexpr const char* k_home_script = R"(
create table if not exists server_fact (
  name text collate "C" not null primary key,
  value text collate "C" not null
);
create table if not exists server_object (
  name text collate "C" not null primary key,
  digest text collate "C" not null
);
create table if not exists document_part (
  digest text collate "C" not null,
  part bigint not null,
  content bytea not null,
  stored timestamptz not null default now(),
  primary key (digest, part)
))";

constexpr const char* k_grants = R"(
grant usage on schema myatlas to myatlas_app;
grant select, insert, update, delete on all tables in schema myatlas to myatlas_app;
revoke update, delete on audit from myatlas_app;
revoke insert, update, delete on server_fact, server_object from myatlas_app)";

std::string digest_of_text(const std::string& text)
{
  util::Sha256 sha;
  sha.update(text);
  return sha.hex();
}

} // namespace

util::Result<std::unique_ptr<PostgresEngine>> connect_to(const std::string& url,
                                                         std::function<void()> waiting)
{
  TRY_ASSIGN(std::unique_ptr<Connection> connection, Connection::open(url));
  return std::make_unique<PostgresEngine>(std::move(connection), std::move(waiting));
}

util::Outcome check_home(PostgresEngine& engine)
{
  Connection& connection = engine.connection();
  const Answer found = connection.run(
    "select exists (select from pg_class where relnamespace = to_regnamespace('myatlas')), "
    "to_regclass('myatlas.server_fact') is not null");
  const bool is_used = found.bytes(0, 0) == "t", is_ours = found.bytes(0, 1) == "t";
  if (is_ours && engine.schema_version() > 0) {
    return util::Done{};
  }
  return util::Error{is_used && !is_ours ? "store.not_ours" : "store.not_made",
                     {connection.shown()}};
}

bool may_be_owner(Connection& connection)
{
  return connection
           .run("select 1 from pg_roles r where rolname = 'myatlas_owner' and "
                "pg_has_role(r.oid, 'member') and coalesce("
                "(select n.nspowner = r.oid from pg_namespace n where n.nspname = 'myatlas'), "
                "has_database_privilege(r.oid, current_database(), 'create'))")
           .rows() > 0;
}

void act_as_owner(PostgresEngine& engine)
{
  Connection& connection = engine.connection();
  if (may_be_owner(connection)) {
    connection.run("set role myatlas_owner");
  }
}

void make_home(PostgresEngine& engine)
{
  Connection& connection = engine.connection();
  if (connection.run("select 1 where to_regnamespace('myatlas') is null").rows() >
      0) { // else the owner need not be let make one
    connection.run("create schema myatlas");
  }
  connection.run(k_home_script);
}

void remember_objects(PostgresEngine& engine)
{
  engine.execute("delete from server_object", {});
  for (const SchemaObject& object : engine.schema().objects) {
    const std::string digest = digest_of_text(object.text);
    engine.execute("insert into server_object (name, digest) values ($1, $2)",
                   {std::string_view(object.name), std::string_view(digest)});
  }
}

std::vector<util::Error> changed_objects(PostgresEngine& engine)
{
  std::map<std::string, std::string> known;
  for (const Row& row : engine.query("select name, digest from server_object")) {
    known.emplace(row.text(0), row.text(1));
  }
  const Schema schema = engine.schema();
  std::vector<util::Error> changed;
  const auto tell = [&](const std::string& object) {
    changed.push_back({"store.foreign_schema",
                       {engine.connection().shown(), object, std::to_string(schema.version)}});
  };
  for (const SchemaObject& object : schema.objects) {
    const auto found = known.find(object.name);
    if (found == known.end() || found->second != digest_of_text(object.text)) {
      tell(object.name);
    }
    if (found != known.end()) {
      known.erase(found);
    }
  }
  for (const auto& missing : known) {
    tell(missing.first);
  }
  return changed;
}

void grant_to_app(PostgresEngine& engine)
{
  Connection& connection = engine.connection();
  if (connection.run("select 1 from pg_roles where rolname = 'myatlas_app'").rows() > 0) {
    connection.run(k_grants);
  }
}

std::string fingerprint(const util::Key& key)
{
  return util::keyed_hash(key, "the key of a store of myatlas");
}

util::Outcome check_key(PostgresEngine& engine, const util::Key& key, const std::string& path)
{
  const std::string known = server_fact(engine.connection(), "key");
  return known == fingerprint(key)
           ? util::Outcome(util::Done{})
           : util::Outcome(util::Error{"store.key_other", {engine.connection().shown(), path}});
}

void remember_key(PostgresEngine& engine, const util::Key& key)
{
  set_server_fact(engine.connection(), "key", fingerprint(key));
}

} // namespace myatlas::store::postgres
