#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "env.hpp"
#include "outcomes.hpp"
#include "util/time_zone.hpp"

namespace myatlas::cli {

// Where a setting came from; the earlier wins.
struct Setting
{
  std::string value;
  std::string origin; // "flag", "environment MYATLAS_STORE", "file /…/config.toml:3", "default"
};

// What a setting may hold.
struct SettingSpec
{
  std::string_view key;     // in config.toml and in --key
  const char* variable;     // in the environment
  const char* help;         // msgid
  std::string_view allowed; // words separated by spaces; empty: anything
};

// Null where no setting is called that.
const SettingSpec* find_spec(std::string_view key);

// Where a setting stands: the line of a file, or the variable.
Error at_origin(Error error, const std::string& origin);

// Whether a setting may have the value it has, from where it has it: settings.value, settings.path,
// and their like of an option.
Outcome check_value(const SettingSpec& spec, const Setting& setting);

constexpr std::size_t k_most_settings = 64U * 1024; // bytes of a file of them

// Whether `key` may hold `value` in a file; an empty one takes it out: usage.choice,
// settings.value, settings.path.
Outcome check_setting(const std::string& key, const std::string& value);

bool is_option(const SettingSpec& spec); // on the command line too, as --key

constexpr std::size_t k_setting_count = 22;
extern const std::array<SettingSpec, k_setting_count> k_settings;

using Flags = std::map<std::string, std::string>; // key to value, as given on the command line

// Flag > environment > user file > the machine's file > default. What is wrong on the line itself
// fails; what is wrong elsewhere is kept, all of it, and counts as not given: settings.file,
// settings.syntax, settings.key, settings.value.
class Settings
{
public:
  static Result<Settings> resolve(const Env& env, const Flags& flags);
  Result<Settings> again(const Env& env) const { return resolve(env, m_flags); } // as they are now
  const Errors& problems() const { return m_problems; }

  const Setting& operator[](std::string_view key) const { return m_values.at(std::string(key)); }
  const std::string& value(std::string_view key) const { return (*this)[key].value; }
  util::TimeZone zone() const; // of time_zone; Europe/Paris where that is among the problems
  std::filesystem::path file() const
  {
    return m_file;
  } // the user's; empty where nobody says where that is
  std::filesystem::path system_file() const { return m_system_file; }

private:
  void take_defaults(const Env& env);
  void read_files(const Env& env);
  void read_file(const std::filesystem::path& path);
  void read_value(const std::string& key, const std::optional<std::string>& value,
                  const std::string& origin);
  void take_given(const Env& env, const SettingSpec& spec);
  Outcome check(const Env& env, const SettingSpec& spec);

  std::map<std::string, Setting> m_values;
  Errors m_problems;
  Flags m_flags;
  std::filesystem::path m_file, m_system_file;
};

// $XDG_DATA_HOME/myatlas and the like: variable, then the folder under the home; empty where nobody
// says where that is.
std::filesystem::path folder_of(const Env& env, const char* variable, const char* fallback);

// "fr" or "en": --lang, MYATLAS_LANG, LC_ALL, LC_MESSAGES, LANG. Needed before anything can be
// said.
std::string language_of(const Env& env);

// The same, with what a file of settings says between MYATLAS_LANG and LC_ALL.
std::string language_in_use(const Env& env);

} // namespace myatlas::cli
