#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace myatlas::util {

// Where something was found: a file's record and line, a command's option or a JSON member. Empty
// parts are unknown.
struct Place
{
  std::string file;
  std::uint64_t record = 0; // 1-based, 0: not a record
  std::uint64_t line = 0;   // 1-based physical line, 0: unknown
  std::string column;       // column of a file, option of a command, member of a JSON document

  bool operator==(const Place&) const = default;
};

// What went wrong, as data. The sentence is written at the edge (lib/texts) in the user's
// language; `code` and `args` are what tests and scripts see.
struct Error
{
  std::string code; // stable and documented in myatlas-errors(7), e.g. "siret.checksum"
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
  Result(T value) : m_value(std::move(value)) {}
  Result(Error error) : m_errors{std::move(error)} {}
  Result(Errors errors) : m_errors(std::move(errors)) {}

  // The value may be asked for where there is one, the errors where there is none: what else is a
  // bug, and is thrown.
  explicit operator bool() const { return m_value.has_value(); }
  const T& operator*() const& { return m_value.value(); }
  T& operator*() & { return m_value.value(); }
  T&& operator*() && { return std::move(m_value).value(); }
  const T* operator->() const { return &m_value.value(); }
  T* operator->() { return &m_value.value(); }
  const Errors& errors() const& { return m_errors; }
  Errors errors() && { return std::move(m_errors); }
  const Error& error() const { return m_errors.at(0); }

  // For where the reasons do not matter.
  const std::optional<T>& as_optional() const& { return m_value; }
  std::optional<T> as_optional() && { return std::move(m_value); }

  // This result, its first error at a member of a form or an option.
  Result or_at(const std::string& column) &&
  {
    return m_value ? std::move(*this) : Result(error().at(column));
  }

private:
  std::optional<T>
    m_value; // not a variant with the errors: each would be a table of functions to compile
  Errors m_errors;
};

struct Done
{
};
using Outcome = Result<Done>;

// Says the error where what is asked for does not hold.
inline Outcome fail_unless(bool holds, Error error)
{
  return holds ? Outcome(Done{}) : Outcome(std::move(error));
}

// Adds `found` to `problems`, under `column` where they name none.
void add_problems(const Errors& found, Errors& problems, const std::string& column);

// Adds the problems of `result`, if any, to `problems`, under `column` where they name none; gives
// the value when there is one.
template <typename T>
std::optional<T> collect(Result<T> result, Errors& problems, const std::string& column = "")
{
  if (result) {
    return *std::move(result);
  }
  add_problems(result.errors(), problems, column);
  return std::nullopt;
}

// Right, unless there are problems.
inline Outcome outcome_of(Errors problems)
{
  return problems.empty() ? Outcome(Done{}) : Outcome(std::move(problems));
}

// The value, where there are no problems.
template <typename T>
Result<T> or_problems(T value, const Errors& problems)
{
  return problems.empty() ? Result<T>(std::move(value)) : Result<T>(problems);
}

// The value that was found, or why there is none.
template <typename T>
Result<T> found_or(std::optional<T> found, Error otherwise)
{
  return found ? Result<T>(*std::move(found)) : Result<T>(std::move(otherwise));
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
