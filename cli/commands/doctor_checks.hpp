#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

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

// What was looked at and found: `detail` for a program, `said` for a person. `error` says what is wrong, its remedy with it.
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

inline Finding skipped(const std::string& why)
{
  return {Health::skipped, why, why, {}};
}

inline Finding wrong(Health health, util::Error error)
{
  return {health, "", "", std::move(error)};
}

struct Patient
{
  Session& session;
  const DoctorOptions& options;
  std::filesystem::path store;
  services::Context* context = nullptr; // of the store, when it could be opened
  util::Errors refusal = {};            // why not
};

// A check finds one thing, or several that are wrong.
struct Check
{
  const char* code;
  const char* title; // msgid
  std::vector<Finding> (*look)(Patient&);
};

std::span<const Check> doctor_checks();

} // namespace myatlas::cli
