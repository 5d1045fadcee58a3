#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace myatlas::util {

// Where something was found: a file's record and line, a command's option or a JSON member. Empty parts are unknown.
struct Place
{
  std::string file;
  std::uint64_t record = 0; // 1-based, 0: not a record
  std::uint64_t line = 0;   // 1-based physical line, 0: unknown
  std::string column;       // column of a file, option of a command, member of a JSON document

  bool operator==(const Place&) const = default;
};

// What went wrong, as data. The sentence is written at the edge (cli/messages) in the user's language;
// `code` and `args` are what tests and scripts see.
struct Error
{
  std::string code;              // stable and documented in myatlas-errors(7), e.g. "siret.checksum"
  std::vector<std::string> args; // values of the sentence's fields {0}, {1}…; never a secret
  Place where = {};

  Error at(std::string column) const
  {
    Error placed = *this;
    placed.where.column = std::move(column);
    return placed;
  }
};

using Errors = std::vector<Error>;

// A value, or all the reasons why there is none (never an empty list).
template <typename T>
class [[nodiscard]] Result
{
public:
  Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : m_state(std::in_place_index<1>, Errors{std::move(error)}) {}
  Result(Errors errors) : m_state(std::in_place_index<1>, std::move(errors)) {}

  explicit operator bool() const { return m_state.index() == 0; }
  const T& operator*() const& { return std::get<0>(m_state); }
  T& operator*() & { return std::get<0>(m_state); }
  T&& operator*() && { return std::get<0>(std::move(m_state)); }
  const T* operator->() const { return &std::get<0>(m_state); }
  T* operator->() { return &std::get<0>(m_state); }
  const Errors& errors() const { return std::get<1>(m_state); }
  const Error& error() const { return errors().front(); }

private:
  std::variant<T, Errors> m_state;
};

struct Done
{
};
using Outcome = Result<Done>;

// Adds the problems of `result`, if any, to `problems` under `column`; gives the value when there is one.
template <typename T>
std::optional<T> collect(Result<T> result, Errors& problems, const std::string& column)
{
  if (result) {
    return *std::move(result);
  }
  for (const Error& error : result.errors()) {
    problems.push_back(error.where.column.empty() ? error.at(column) : error);
  }
  return std::nullopt;
}

// The machine failed (disk, memory, lock): thrown where it happens, caught once, in cli/app.
class MachineError
{
public:
  explicit MachineError(Error error) : m_error(std::move(error)) {}
  const Error& error() const { return m_error; }

private:
  Error m_error;
};

} // namespace myatlas::util
