#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "session.hpp"

namespace myatlas::cli {

struct DoctorOptions
{
  bool online = false, strict = false;
};

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
  std::optional<util::Error> error = {};
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

inline Finding wrong(Health health, util::Error error)
{
  return {health, "", "", std::move(error)};
}

struct Examination
{
  Session& session;
  const DoctorOptions& options;
  std::filesystem::path store;
  services::Context* context = nullptr; // of the store, when it could be opened
  util::Errors refusal = {};            // why not
};

} // namespace myatlas::cli
