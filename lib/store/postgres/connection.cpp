#include "store/postgres/connection.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <ranges>

#include "store/postgres/errors.hpp"
#include "util/try.hpp"

namespace myatlas::store::postgres {

namespace {

constexpr int k_text_form = 0, k_binary_form = 1;

// What a session is to be, whatever the server's or the user's habits: names are those of the
// store's own schema, and a writer is waited for as long as with a file.
constexpr const char* k_session =
  "set search_path = myatlas; set lock_timeout = '60s'; set standard_conforming_strings = on; "
  "set default_transaction_isolation = 'read committed'; set client_min_messages = 'warning'";

constexpr int k_expand = 1; // a database's name that is a URL is one

PGconn* connect(const Libpq& library, const Target& target)
{
  return library.connect(pointers(target.keywords).data(), pointers(target.values).data(),
                         k_expand);
}

// Parameters as libpq takes them: a column of each.
struct Bound
{
  std::vector<Oid> types;
  std::vector<const char*> values;
  std::vector<int> lengths, forms;

  explicit Bound(std::span<const Parameter> parameters)
  {
    for (const Parameter& one : parameters) {
      types.push_back(static_cast<Oid>(one.type));
      values.push_back(one.is_null ? nullptr : one.bytes.data());
      lengths.push_back(static_cast<int>(one.bytes.size()));
      forms.push_back(k_binary_form);
    }
  }
  int count() const { return static_cast<int>(types.size()); }
};

std::string type_of(const Parameter& parameter)
{
  return fmt::format("\n{}", static_cast<Oid>(parameter.type));
}

std::string signature_of(std::string_view sql, std::span<const Parameter> parameters)
{
  const auto types = parameters | std::views::transform(type_of);
  return fmt::format("{}{}", sql, fmt::join(types, ""));
}

int form_of(AnswerForm form)
{
  return form == AnswerForm::binary ? k_binary_form : k_text_form;
}

} // namespace

Connection::Connection(const Libpq& library, Target target, PGconn* connection)
  : m_library(library), m_target(std::move(target)), m_connection(connection, library.finish)
{
  m_library.set_notice_receiver(
    m_connection.get(), [](void*, const PGresult*) {}, nullptr); // notices are nobody's to read
}

Connection::~Connection() = default;

util::Result<std::unique_ptr<Connection>> Connection::open(const std::string& url)
{
  const util::Result<const Libpq*> library = load_libpq();
  TRY_ASSIGN(const Target target,
             library ? target_of(**library, url) : util::Result<Target>(library.errors()));
  std::unique_ptr<Connection> made(new Connection(**library, target, connect(**library, target)));
  if (made->is_lost()) {
    return reason_of_refusal(**library, target,
                             one_line((*library)->error(made->m_connection.get())));
  }
  const util::Outcome begun = made->begin_session();
  return begun ? util::Result<std::unique_ptr<Connection>>(std::move(made))
               : util::Result<std::unique_ptr<Connection>>(begun.errors());
}

util::Outcome Connection::begin_session()
{
  PGconn* const connection = m_connection.get();
  const util::Outcome fit =
    check_server(m_library.server_version(connection),
                 m_library.parameter(connection, "server_encoding"), shown());
  if (!fit) {
    return fit;
  }
  const std::string refused = set_up();
  return refused.empty() ? util::Outcome(util::Done{})
                         : util::Outcome(util::Error{"store.unreachable", {shown(), refused}});
}

// What the server said against it.
std::string Connection::set_up()
{
  const Answer done(m_library, m_library.exec(m_connection.get(), k_session));
  const bool fine = m_library.result_status(done.get()) == PGRES_COMMAND_OK;
  return fine ? "" : one_line(m_library.error(m_connection.get()));
}

void Connection::forget_statements()
{
  m_known.clear();
  run("deallocate all");
}

bool Connection::is_lost() const
{
  return m_library.status(m_connection.get()) != CONNECTION_OK;
}

bool Connection::is_in_transaction() const
{
  return m_library.transaction(m_connection.get()) != PQTRANS_IDLE;
}

bool Connection::is_spoilt() const
{
  return m_library.transaction(m_connection.get()) == PQTRANS_INERROR;
}

bool Connection::connect_again()
{
  m_known.clear();
  m_library.reset(m_connection.get());
  return !is_lost() && set_up().empty();
}

void Connection::refuse(PGresult* result)
{
  const Answer owned(m_library, result);
  const char* const state = m_library.error_field(result, PG_DIAG_SQLSTATE);
  const char* const said = m_library.error_field(result, PG_DIAG_MESSAGE_PRIMARY);
  if (state == nullptr || is_lost()) {
    throw util::MachineError(
      util::Error{"store.connection", {shown(), one_line(m_library.error(m_connection.get()))}});
  }
  throw util::MachineError(error_of_state(state, shown(), said == nullptr ? state : said));
}

namespace {

bool is_answer(ExecStatusType status)
{
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_SINGLE_TUPLE ||
         status == PGRES_COPY_IN;
}

} // namespace

Answer Connection::checked(PGresult* result)
{
  if (!is_answer(m_library.result_status(result))) {
    refuse(result);
  }
  return {m_library, result};
}

// A connection carries one answer at a time, and libpq throws away what is left of it when the next
// statement comes.
void Connection::set_rows_aside()
{
  if (m_stream == nullptr || std::exchange(m_stream->is_read, true)) {
    return;
  }
  while (PGresult* result = m_library.next_result(m_connection.get())) {
    m_stream->aside.push_back(checked(result));
  }
}

Answer Connection::run(const std::string& script)
{
  set_rows_aside();
  return checked(m_library.exec(m_connection.get(), script.c_str()));
}

// A statement is sent as it is the first time, in one round trip, and is prepared when it comes
// again.
PGresult* Connection::carry_out(std::string_view sql, std::span<const Parameter> parameters,
                                AnswerForm form)
{
  set_rows_aside();
  const Bound bound(parameters);
  Known& known = m_known[signature_of(sql, parameters)];
  if (known.times++ == 0) {
    return m_library.exec_params(m_connection.get(), std::string(sql).c_str(), bound.count(),
                                 bound.types.data(), bound.values.data(), bound.lengths.data(),
                                 bound.forms.data(), form_of(form));
  }
  if (known.name.empty()) {
    const std::string name = fmt::format("s{}", ++m_names);
    checked(m_library.prepare(m_connection.get(), name.c_str(), std::string(sql).c_str(),
                              bound.count(), bound.types.data()));
    known.name = name;
  }
  return m_library.exec_prepared(m_connection.get(), known.name.c_str(), bound.count(),
                                 bound.values.data(), bound.lengths.data(), bound.forms.data(),
                                 form_of(form));
}

Answer Connection::ask(std::string_view sql, std::span<const Parameter> parameters, AnswerForm form)
{
  return checked(carry_out(sql, parameters, form));
}

void Connection::ask_long(std::string_view sql, std::span<const Parameter> parameters,
                          AnswerForm form, const std::function<bool(const Answer&)>& each)
{
  set_rows_aside();
  const Bound bound(parameters);
  if (m_library.send_params(m_connection.get(), std::string(sql).c_str(), bound.count(),
                            bound.types.data(), bound.values.data(), bound.lengths.data(),
                            bound.forms.data(), form_of(form)) == 0) {
    throw util::MachineError(
      util::Error{"store.connection", {shown(), one_line(m_library.error(m_connection.get()))}});
  }
  m_library.single_rows(m_connection.get());
  Stream stream;
  Stream* const outer = std::exchange(m_stream, &stream);
  try {
    bool goes_on = true;
    for (std::optional<Answer> answer = next_of(stream); answer; answer = next_of(stream)) {
      goes_on = goes_on && (answer->rows() == 0 ||
                            each(*answer)); // what is still to come is taken off the line
    }
  } catch (...) {
    if (!stream.is_read) {
      drain();
    }
    m_stream = outer;
    throw;
  }
  m_stream = outer;
}

std::optional<Answer> Connection::next_of(Stream& stream)
{
  if (!stream.aside.empty()) {
    Answer first = std::move(stream.aside.front());
    stream.aside.pop_front();
    return first;
  }
  PGresult* const result = stream.is_read ? nullptr : m_library.next_result(m_connection.get());
  stream.is_read = stream.is_read || result == nullptr;
  return result == nullptr ? std::nullopt : std::optional(checked(result));
}

void Connection::drain()
{
  while (PGresult* rest = m_library.next_result(m_connection.get())) {
    m_library.clear(rest);
  }
}

std::int64_t Connection::copy_in(const std::string& sql, std::string_view rows)
{
  run(sql);
  constexpr std::size_t k_most = 1U << 20U; // libpq takes an int, and sends as it goes
  bool sent = true;
  for (; sent && !rows.empty(); rows.remove_prefix(std::min(k_most, rows.size()))) {
    sent = m_library.put_copy(m_connection.get(), rows.data(),
                              static_cast<int>(std::min(k_most, rows.size()))) == 1;
  }
  if (!sent || m_library.end_copy(m_connection.get(), nullptr) != 1) {
    throw util::MachineError(
      util::Error{"store.connection", {shown(), one_line(m_library.error(m_connection.get()))}});
  }
  PGresult* const result = m_library.next_result(m_connection.get());
  drain();
  return checked(result).changed();
}

} // namespace myatlas::store::postgres
