#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "store/engine.hpp"
#include "store/postgres/libpq.hpp"
#include "store/postgres/url.hpp"

namespace myatlas::store::postgres {

// Types of PostgreSQL that the store has values of (pg_type.dat).
enum class Type : Oid
{
  told_by_place = 0, // what stands there in the statement says
  boolean = 16,
  bytes = 17,
  integer = 20,
  small_integer = 21,
  middle_integer = 23,
  text = 25,
  numeric = 1700,
};

// A value of a statement, in the binary form of its type: no byte of it has a meaning of its own.
struct Parameter
{
  Type type = Type::told_by_place;
  bool is_null = true;
  std::string bytes;
};

Parameter parameter_of(const Cell& cell);
Parameter parameter_of_bytes(std::string_view bytes);

enum class AnswerForm
{
  text,   // numbers written out
  binary, // for bytes, which are then as they were put in
};

// An answer, or one row of a long one.
class Answer
{
public:
  Answer(const Libpq& library, PGresult* result)
    : m_library(&library), m_result(result, library.clear)
  {
  }

  PGresult* get() const { return m_result.get(); }
  int rows() const { return m_library->rows(m_result.get()); }
  int columns() const { return m_library->columns(m_result.get()); }
  std::string_view bytes(int row, int column) const;
  // A number, a text or nothing; store.corrupt for a value of a type the store has no column of.
  Cell cell(int row, int column) const;
  std::int64_t changed() const;

private:
  const Libpq* m_library;
  std::unique_ptr<PGresult, decltype(&PQclear)> m_result;
};

// A connection to the server of a store. What fails is thrown as util::MachineError: see
// errors.hpp.
class Connection
{
public:
  // Fails with what target_of says, store.unreachable, store.not_let_in, store.no_database,
  // store.server_busy, store.replica, store.server_old, store.encoding.
  static util::Result<std::unique_ptr<Connection>> open(const std::string& url);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  const std::string& shown() const { return m_target.shown; }
  const Libpq& library() const { return m_library; }

  Answer run(const std::string&
               script); // one or several statements without parameters: the last one's answer
  Answer ask(std::string_view sql, std::span<const Parameter> parameters,
             AnswerForm form = AnswerForm::text);
  // The rows one by one, until `each` answers false. When `each` asks something itself, the rest is
  // read first and kept.
  void ask_long(std::string_view sql, std::span<const Parameter> parameters, AnswerForm form,
                const std::function<bool(const Answer&)>& each);
  // Rows in the form of COPY's texts, whole lines, into "copy … from stdin".
  std::int64_t copy_in(const std::string& sql, std::string_view rows);

  void forget_statements();

  bool is_in_transaction() const;
  bool is_spoilt() const; // a transaction in which something failed: it can only be rolled back
  bool is_lost() const;
  bool connect_again(); // after it was lost: whether there is one again

private:
  Connection(const Libpq& library, Target target, PGconn* connection);

  static util::Error reason_of_refusal(const Libpq& library, const Target& target,
                                       const std::string& said);
  util::Outcome begin_session();
  std::string set_up();
  PGresult* carry_out(std::string_view sql, std::span<const Parameter> parameters, AnswerForm form);
  Answer checked(PGresult* result);
  [[noreturn]] void refuse(PGresult* result);
  void drain();

  // A statement that comes again is prepared.
  struct Known
  {
    int times = 0;
    std::string name;
  };

  // A long answer on its way, and what was read of it before its turn.
  struct Stream
  {
    std::deque<Answer> aside = {};
    bool is_read = false;
  };
  void set_rows_aside();
  std::optional<Answer> next_of(Stream& stream);

  const Libpq& m_library;
  Target m_target;
  std::unique_ptr<PGconn, decltype(&PQfinish)> m_connection;
  std::unordered_map<std::string, Known> m_known;
  int m_names = 0;
  Stream* m_stream = nullptr; // the innermost of those under way
};

} // namespace myatlas::store::postgres
