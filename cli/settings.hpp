#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "env.hpp"
#include "util/result.hpp"
#include "util/time_zone.hpp"

namespace myatlas::cli {

// Where a setting came from; the earlier wins.
struct Setting
{
  std::string value;
  std::string origin; // "flag", "environment MYATLAS_STORE", "file /…/config.toml", "default"
};

// What a setting may hold.
struct SettingSpec
{
  std::string_view key;      // in config.toml and in --key
  const char* variable;      // in the environment
  const char* help;          // msgid
  std::string_view allowed;  // words separated by spaces; empty: anything
};

bool is_option(const SettingSpec& spec); // on the command line too, as --key

constexpr std::size_t k_setting_count = 16;
extern const std::array<SettingSpec, k_setting_count> k_settings;

using Flags = std::map<std::string, std::string>; // key to value, as given on the command line

// Flag > environment > user file > default. What is wrong on the line itself fails; what is wrong elsewhere is kept, all of it, and counts
// as not given: settings.file, settings.syntax, settings.key, settings.value.
class Settings
{
public:
  static util::Result<Settings> resolve(const Env& env, const Flags& flags);
  const util::Errors& problems() const { return m_problems; }

  const Setting& operator[](std::string_view key) const { return m_values.at(std::string(key)); }
  const std::string& value(std::string_view key) const { return (*this)[key].value; }
  util::TimeZone zone() const; // of time_zone; Europe/Paris where that is among the problems
  std::filesystem::path file() const { return m_file; }

private:
  void read_file(const std::filesystem::path& path);

  std::map<std::string, Setting> m_values;
  util::Errors m_problems;
  std::filesystem::path m_file;
};

// $XDG_DATA_HOME/myatlas and the like: variable, then the folder under the home.
std::filesystem::path folder_of(const Env& env, const char* variable, const char* fallback);

// "fr" or "en": --lang, MYATLAS_LANG, LC_ALL, LC_MESSAGES, LANG. Needed before anything can be said.
std::string language_of(const Env& env);

} // namespace myatlas::cli
