#pragma once

#include <filesystem>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "operations/outcomes.hpp"
#include "services/context.hpp"
#include "texts/texts.hpp"

// What an installation is looked through for, and what was found.
namespace myatlas::operations {

enum class Health
{
  ok,
  warning,
  failed,
  skipped,
};

// What was looked at and found: `detail` for a program, `said` for a person. `error` says what is
// wrong, its remedy with it.
struct Finding
{
  Health health = Health::ok;
  std::string detail = {}, said = {};
  std::optional<Error> error = {};
};

inline Finding fine(std::string detail)
{
  return {Health::ok, detail, detail, {}};
}

// With what a person is told of it.
inline Finding fine(std::string detail, std::string said)
{
  return {Health::ok, std::move(detail), std::move(said), {}};
}

inline Finding skipped(const std::string& why)
{
  return {Health::skipped, why, why, {}};
}

inline Finding wrong(Health health, Error error)
{
  return {health, "", "", std::move(error)};
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
  const texts::Texts& texts; // in the language of who asks
  std::filesystem::path store, key = {};
  std::filesystem::path session_file = {}; // of who asks; empty: none is known
  bool is_on_server = false;
  bool is_named = false;                     // somebody said which store it is
  int backup_days = 0;                       // how old the last backup may be
  std::function<Result<int>()> version = {}; // as it stands, or why none is told
  services::Context* context = nullptr;      // of the store, when it could be opened
  Errors refusal = {};                       // why not
  util::Instant machine_now = {};
};

} // namespace myatlas::operations
