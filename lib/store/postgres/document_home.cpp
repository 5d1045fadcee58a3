#include "store/postgres/document_home.hpp"

#include <algorithm>

#include "store/marked_documents.hpp"
#include "store/postgres/document_parts.hpp"
#include "util/digest.hpp"
#include "util/try.hpp"

namespace myatlas::store::postgres {

namespace {

constexpr const char* k_place_fact = "documents";
constexpr const char* k_mark_fact = "documents_mark";

std::string documents_known(PostgresEngine& engine)
{
  const std::string known = server_fact(engine.connection(), k_place_fact);
  return known.empty() ? k_documents_on_server : known;
}

// The tables of stores that a restore put aside, which name documents all the same.
std::vector<std::string> tables_aside(Connection& connection)
{
  const Answer found = connection.run(
    "select nspname || '.document' from pg_namespace where nspname ~ '^myatlas_replaced_[0-9_]+$' "
    "and to_regclass(nspname || '.document') is not null order by 1");
  std::vector<std::string> tables;
  for (int i = 0; i < found.rows(); ++i) {
    tables.emplace_back(found.bytes(i, 0));
  }
  return tables;
}

bool names(Connection& connection, const std::string& table, const std::string& digest)
{
  const Parameter parameters[] = {parameter_of(Cell(std::string_view(digest)))};
  return connection.ask("select 1 from " + table + " where digest = $1", parameters).rows() > 0;
}

// Whether one of them names a digest; which there are is asked once.
class NamedAside
{
public:
  explicit NamedAside(Connection& connection) : m_connection(connection) {}

  bool operator()(const std::string& digest)
  {
    if (!m_tables) {
      m_tables = tables_aside(m_connection);
    }
    return std::ranges::any_of(
      *m_tables, [&](const std::string& table) { return names(m_connection, table, digest); });
  }

private:
  Connection& m_connection;
  std::optional<std::vector<std::string>> m_tables;
};

// Of a place and the database whose it is: a copy of the store elsewhere is another's.
std::string mark_of(PostgresEngine& engine, const DocumentPlace& place)
{
  const Answer known = engine.connection().run(
    "select system_identifier || ' ' || (select oid from pg_database where datname = "
    "current_database()) from pg_control_system()");
  return util::sha256_hex(std::string(known.bytes(0, 0)) + " " + place.name);
}

} // namespace

util::Outcome check_documents(PostgresEngine& engine, const DocumentPlace& asked)
{
  const std::string known = documents_known(engine);
  return util::fail_unless(known == asked.name, {"store.documents_other",
                                                 {engine.connection().shown(), known, asked.name}});
}

util::Result<std::string> claim_documents(PostgresEngine& engine, const DocumentsThere& there)
{
  if (!there.place.is_apart()) {
    return std::string();
  }
  const std::string mark = mark_of(engine, there.place);
  TRY(claim(there, mark));
  return mark;
}

void remember_documents(PostgresEngine& engine, const DocumentPlace& place, const std::string& mark)
{
  if (place.is_apart()) {
    set_server_fact(engine.connection(), k_place_fact, place.name);
    set_server_fact(engine.connection(), k_mark_fact, mark);
  }
}

std::unique_ptr<Documents> documents_of(PostgresEngine& engine, const DocumentsThere& there)
{
  Connection& connection = engine.connection();
  if (!there.place.is_apart()) {
    return std::make_unique<DocumentParts>(connection);
  }
  return std::make_unique<MarkedDocuments>(there, server_fact(connection, k_mark_fact),
                                           NamedAside(connection));
}

} // namespace myatlas::store::postgres
