#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "store/engine.hpp"
#include "store/postgres/connection.hpp"

namespace myatlas::store::postgres {

// A store in a PostgreSQL database: the tables of the migrations in a schema of their own,
// `myatlas`. One writer at a time, as with a file: READ COMMITTED, and a lock of the transaction
// taken before anything is looked at (a snapshot taken before it would be stale).
class PostgresEngine final : public Engine
{
public:
  PostgresEngine(std::unique_ptr<Connection> connection, std::function<void()> waiting);

  using Engine::query, Engine::execute; // those with parameters in place
  std::vector<Row> query(std::string_view sql, Cells parameters) override;
  void for_each(std::string_view sql, Cells parameters,
                const std::function<bool(const Row&)>& each) override;
  void each_row(std::string_view sql, Cells parameters,
                const std::function<bool(Cells)>& each) override;
  std::int64_t execute(std::string_view sql, Cells parameters) override;
  void run_script(std::string_view sql) override;
  std::unique_ptr<BulkWriter> bulk(const BulkTable& table, BulkMode mode) override;

  void hold() override;
  void let_go() override;
  void begin_write() override;
  void begin_load() override { begin_write(); }
  void commit() override;
  void roll_back() override;
  void begin_part() override { m_connection->run("savepoint part"); }
  void keep_part() override { m_connection->run("release part"); }
  void undo_part() override { m_connection->run("rollback to part; release part"); }

  void back_up(const std::filesystem::path& path, Role role) override;
  void scrub() override;
  Damage find_damage(Look look) override;
  std::vector<std::pair<std::string, std::string>> text_columns() override;
  std::int64_t bytes() override;
  bool may_write() override;
  int schema_version() override;
  Schema schema() override;
  void set_schema_version(int version) override;

  Connection& connection() { return *m_connection; }
  void forget_tables(); // what was known of them, where others take their names

private:
  Answer ask(std::string_view sql, Cells parameters);
  void take_lock();
  void learn_fate();

  std::unique_ptr<Connection> m_connection;
  std::function<void()> m_waiting;
  std::string m_transaction; // its number at the server, by which its fate is asked for
  int m_version = -1;        // of the schema; less than none: not asked yet
  int m_bulks = 0;
};

// A value that is one of the server's own, besides the store's tables: "version", "key", …
std::string server_fact(Connection& connection, const std::string& name); // empty: there is none
void set_server_fact(Connection& connection, const std::string& name, const std::string& value);

} // namespace myatlas::store::postgres
