#pragma once

#include <filesystem>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "services/context.hpp"

// What an installation is looked through for, and what was found.
namespace myatlas::services {

enum class Health
{
  ok,
  warning,
  failed,
  skipped,
};

// What is well, where a person is told more of it than a program; texts/facts.hpp has the words.
enum class Fact
{
  free_space,         // count: MiB
  nobody_else,        // may read the store
  shared_for_reading, // of: the group
  shared_for_writing, // of: the group
  audit_rows,         // count
  later_rows,         // of: the time; count: rows of the audit of a later time
  copies,             // of: the server; count: its copies
  documents_on_server,
};

struct ToldFact
{
  Fact fact;
  std::int64_t count = 0;
  std::string of = {};
};

// What was looked at and found: `detail` for a program; for a person `said`, or what the fact is in
// words. `error` says what is wrong, its remedy with it.
struct Finding
{
  Health health = Health::ok;
  std::string detail = {}, said = {};
  std::optional<Error> error = {};
  std::optional<ToldFact> fact = {};
};

inline Finding fine(std::string detail)
{
  return {.detail = detail, .said = detail};
}

// With what a person is told of it.
inline Finding fine(std::string detail, std::string said)
{
  return {.detail = std::move(detail), .said = std::move(said)};
}

inline Finding fine(std::string detail, ToldFact fact)
{
  Finding finding = fine(std::move(detail));
  finding.fact = std::move(fact);
  return finding;
}

inline Finding skipped(const std::string& why)
{
  return {.health = Health::skipped, .detail = why, .said = why};
}

inline Finding wrong(Health health, Error error)
{
  return {.health = health, .error = std::move(error)};
}

inline Finding warned(Error error)
{
  return wrong(Health::warning, std::move(error));
}

inline Finding refused(Error error)
{
  return wrong(Health::failed, std::move(error));
}

// Those of them that there are, in their order.
inline std::vector<Finding> all_of(std::initializer_list<std::optional<Finding>> told)
{
  std::vector<Finding> found;
  for (const std::optional<Finding>& one : told) {
    if (one) {
      found.push_back(*one);
    }
  }
  return found;
}

// A store as it is looked at, which may not be there or not let itself be opened.
struct Examination
{
  std::filesystem::path store, key = {};
  std::filesystem::path session_file = {}; // of who asks; empty: none is known
  bool is_on_server = false;
  std::string documents = {};                // where they are, of a store on a server
  bool is_named = false;                     // somebody said which store it is
  int backup_days = 0;                       // how old the last backup may be
  std::function<Result<int>()> version = {}; // as it stands, or why none is told
  services::Context* context = nullptr;      // of the store, when it could be opened
  Errors refusal = {};                       // why not
  util::Instant machine_now = {};
};

} // namespace myatlas::services
