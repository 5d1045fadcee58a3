#include "store/postgres/postgres_engine.hpp"

#include <utility>

#include <fmt/format.h>

#include "store/postgres/bulk.hpp"
#include "store/postgres/dialect.hpp"
#include "store/postgres/errors.hpp"

namespace myatlas::store::postgres {

namespace {

constexpr std::int64_t k_writers_lock =
  0x4D59'4154'4C41'5301; // "MYATLAS" and 1: of whoever writes in any store of the database
constexpr std::int64_t k_makers_lock =
  0x4D59'4154'4C41'5302; // of whoever makes or changes the schema

std::vector<Parameter> parameters_of(Cells cells)
{
  std::vector<Parameter> parameters;
  for (const Cell& cell : cells) {
    parameters.push_back(parameter_of(cell));
  }
  return parameters;
}

Row::Value kept_value(const Cell& cell)
{
  if (const auto* number = std::get_if<std::int64_t>(&cell)) {
    return *number;
  }
  const auto* text = std::get_if<std::string_view>(&cell);
  return text == nullptr ? Row::Value() : Row::Value(std::string(*text));
}

Row row_of_answer(const Answer& answer, int row)
{
  std::vector<Row::Value> values;
  for (int i = 0; i < answer.columns(); ++i) {
    values.push_back(kept_value(answer.cell(row, i)));
  }
  return Row(std::move(values));
}

std::vector<Row> rows_of_answer(const Answer& answer)
{
  std::vector<Row> rows;
  for (int i = 0; i < answer.rows(); ++i) {
    rows.push_back(row_of_answer(answer, i));
  }
  return rows;
}

void take_cells(const Answer& answer, std::vector<Cell>& cells)
{
  cells.resize(static_cast<std::size_t>(answer.columns()));
  for (std::size_t i = 0; i < cells.size(); ++i) {
    cells[i] = answer.cell(0, static_cast<int>(i));
  }
}

} // namespace

PostgresEngine::PostgresEngine(std::unique_ptr<Connection> connection,
                               std::function<void()> waiting)
  : m_connection(std::move(connection)), m_waiting(std::move(waiting))
{
}

// A connection that was lost while nothing was begun is made again once: what was asked only reads,
// or was not begun.
Answer PostgresEngine::ask(std::string_view given, Cells parameters)
{
  const std::string sql = statement_for_postgres(given);
  const bool is_alone = !m_connection->is_in_transaction();
  try {
    return m_connection->ask(sql, parameters_of(parameters));
  } catch (const util::MachineError& error) {
    const bool reads = sql.starts_with("select") || sql.starts_with("with");
    if (!is_alone || !reads || error.error().code != "store.connection" ||
        !m_connection->connect_again()) {
      throw;
    }
  }
  return m_connection->ask(sql, parameters_of(parameters));
}

std::vector<Row> PostgresEngine::query(std::string_view sql, Cells parameters)
{
  return rows_of_answer(ask(sql, parameters));
}

void PostgresEngine::for_each(std::string_view sql, Cells parameters,
                              const std::function<bool(const Row&)>& each)
{
  m_connection->ask_long(statement_for_postgres(sql), parameters_of(parameters), AnswerForm::text,
                         [&](const Answer& answer) { return each(row_of_answer(answer, 0)); });
}

void PostgresEngine::each_row(std::string_view sql, Cells parameters,
                              const std::function<bool(Cells)>& each)
{
  std::vector<Cell> cells;
  m_connection->ask_long(statement_for_postgres(sql), parameters_of(parameters), AnswerForm::text,
                         [&](const Answer& answer) {
                           take_cells(answer, cells);
                           return each(cells);
                         });
}

std::int64_t PostgresEngine::execute(std::string_view sql, Cells parameters)
{
  return ask(sql, parameters).changed();
}

void PostgresEngine::run_script(std::string_view sql)
{
  m_connection->run(to_postgres(sql));
}

std::unique_ptr<BulkWriter> PostgresEngine::bulk(const BulkTable& table, BulkMode mode)
{
  return make_bulk_writer(*m_connection, table, mode, fmt::format("bulk_{}", ++m_bulks));
}

// Of the session, since what is held reaches over several transactions.
void PostgresEngine::hold()
{
  m_connection->run(fmt::format("select pg_advisory_lock({})", k_makers_lock));
  m_version = -1;
}

void PostgresEngine::let_go()
{
  m_connection->run(fmt::format("select pg_advisory_unlock({})", k_makers_lock));
}

// Tried first, so that who has to wait is told.
void PostgresEngine::take_lock()
{
  const std::string tried =
    fmt::format("select pg_try_advisory_xact_lock({}), pg_current_xact_id()::text", k_writers_lock);
  const Answer answer = m_connection->run("begin; " + tried);
  m_transaction = answer.bytes(0, 1);
  if (answer.bytes(0, 0) == "t") {
    return;
  }
  if (m_waiting) {
    m_waiting();
  }
  m_connection->run(fmt::format("select pg_advisory_xact_lock({})", k_writers_lock));
}

void PostgresEngine::begin_write()
{
  try {
    take_lock();
  } catch (const util::MachineError& error) {
    roll_back();
    if (error.error().code != "store.connection" || !m_connection->connect_again()) {
      throw;
    }
    take_lock();
  }
}

// The connection went while the commit was under way: the server knows whether it was done.
void PostgresEngine::learn_fate()
{
  const std::string number = std::exchange(m_transaction, "");
  if (number.empty() || !m_connection->connect_again()) {
    throw util::MachineError(util::Error{"store.fate_unknown", {m_connection->shown()}});
  }
  const Answer answer =
    m_connection->run(fmt::format("select coalesce(pg_xact_status('{}'::xid8), '')", number));
  if (const util::Outcome done = outcome_of_commit(answer.bytes(0, 0), m_connection->shown());
      !done) {
    throw util::MachineError(done.error());
  }
}

// The server answers a commit of what failed as if all were well, and rolls it back.
void PostgresEngine::commit()
{
  if (m_connection->is_spoilt()) {
    roll_back();
    throw util::MachineError(util::Error{"store.not_done", {m_connection->shown()}});
  }
  try {
    m_connection->run("commit");
  } catch (const util::MachineError& error) {
    if (error.error().code == "store.connection") {
      learn_fate();
      return;
    }
    roll_back();
    throw;
  }
}

void PostgresEngine::roll_back()
{
  m_version = -1;
  if (!m_connection->is_lost() && m_connection->is_in_transaction()) {
    m_connection->run("rollback");
  }
}

int PostgresEngine::schema_version()
{
  if (m_version < 0) {
    const std::string version = server_fact(*m_connection, "version");
    m_version = version.empty() ? 0 : std::stoi(version);
  }
  return m_version;
}

void PostgresEngine::set_schema_version(int version)
{
  set_server_fact(*m_connection, "version", std::to_string(version));
  m_version = version;
}

void PostgresEngine::forget_tables()
{
  m_version = -1;
  m_connection->forget_statements();
}

std::string server_fact(Connection& connection, const std::string& name)
{
  const Parameter parameters[] = {parameter_of(Cell(std::string_view(name)))};
  const Answer answer = connection.ask("select value from server_fact where name = $1", parameters);
  return answer.rows() == 0 ? "" : std::string(answer.bytes(0, 0));
}

void set_server_fact(Connection& connection, const std::string& name, const std::string& value)
{
  const Parameter parameters[] = {parameter_of(Cell(std::string_view(name))),
                                  parameter_of(Cell(std::string_view(value)))};
  connection.ask("insert into server_fact (name, value) values ($1, $2) on conflict (name) do "
                 "update set value = excluded.value",
                 parameters);
}

} // namespace myatlas::store::postgres
