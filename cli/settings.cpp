#include "settings.hpp"

#include <algorithm>
#include <sstream>

#include <fmt/format.h>

#include "texts/texts.hpp"
#include "toml_file.hpp"
#include "util/file.hpp"
#include "util/text.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace fs = std::filesystem;

const std::array<SettingSpec, k_setting_count> k_settings = {{
  {"store", "MYATLAS_STORE", N_("Path of the store, or postgresql://…"), ""},
  {"key_file", "MYATLAS_KEY_FILE", N_("File with the key of a store on a server"), ""},
  {"output", "MYATLAS_OUTPUT", N_("Form of the result"), "table json jsonl csv"},
  {"lang", "MYATLAS_LANG", N_("Language of messages and tables"), "fr en"},
  {"account", "MYATLAS_ACCOUNT", N_("Act for this account (default: the one logged in)"), ""},
  {"color", "MYATLAS_COLOR", N_("Colour on a terminal"), "auto always never"},
  {"time_zone", "MYATLAS_TIME_ZONE",
   N_("Zone whose days are counted and whose times people are shown: that of the OPCO"), ""},
  {"password_policy", "MYATLAS_PASSWORD_POLICY", N_("What a new password must be"),
   "portal strong"},
  {"mail_dir", "MYATLAS_MAIL_DIR",
   N_("Folder where mails are put as .eml files, without a mail server"), ""},
  {"mail_url", "MYATLAS_MAIL_URL",
   N_("Mail server: smtps://HOST:465, or smtp://HOST:587 with STARTTLS"), ""},
  {"mail_from", "MYATLAS_MAIL_FROM", N_("Address mails come from"), ""},
  {"mail_user", "MYATLAS_MAIL_USER", N_("Name to log in to the mail server with"), ""},
  {"mail_password_file", "MYATLAS_MAIL_PASSWORD_FILE",
   N_("File with its password, which nobody else may read"), ""},
  {"register_url", "MYATLAS_REGISTER_URL",
   N_("Public register of companies, asked with --online: recherche-entreprises"), ""},
  {"insee_url", "MYATLAS_INSEE_URL", N_("The same at INSEE, asked instead when there is a key"),
   ""},
  {"insee_key_file", "MYATLAS_INSEE_KEY_FILE",
   N_("File with the key of INSEE's service, which nobody else may read"), ""},
  {"ca_file", "MYATLAS_CA_FILE", N_("Certificates to trust instead of the system's"), ""},
  {"backup_every", "MYATLAS_BACKUP_EVERY", N_("Days after which doctor misses a backup"), ""},
}};

namespace {

const SettingSpec* find_spec(std::string_view key)
{
  const auto found = std::ranges::find(k_settings, key, &SettingSpec::key);
  return found == k_settings.end() ? nullptr : &*found;
}

std::string nearest_key(std::string_view key)
{
  std::vector<std::string> keys;
  for (const SettingSpec& spec : k_settings) {
    keys.emplace_back(spec.key);
  }
  return util::nearest(key, keys);
}

// Where a setting stands: the line of a file, or the variable.
util::Error at_origin(util::Error error, const std::string& origin)
{
  const std::size_t blank = origin.find(' '), colon = origin.rfind(':');
  if (origin.starts_with("file ")) {
    error.where.file = origin.substr(blank + 1, colon - blank - 1);
    error.where.line = std::stoul(origin.substr(colon + 1));
  } else {
    error.where.column = origin.substr(blank + 1);
  }
  return error;
}

// A file is read from wherever a command is run: what it names is the same everywhere. What a shell
// was to replace and did not is told.
util::Outcome check_path(const SettingSpec& spec, const Setting& setting)
{
  const bool in_file = setting.origin.starts_with("file ");
  const bool unreplaced = setting.value.starts_with("~/") || setting.value.starts_with("$");
  if (setting.value.empty() ||
      (in_file ? setting.value.starts_with('/') || setting.value.find("://") != std::string::npos
               : !unreplaced)) {
    return util::Done{};
  }
  return setting.origin == "flag"
           ? util::Error{"usage.tilde", {setting.value, "--" + std::string(spec.key)}}
           : at_origin({"settings.path", {std::string(spec.key), setting.value}}, setting.origin);
}

bool is_path(const SettingSpec& spec)
{
  constexpr std::array k_paths = {"store",          "key_file", "mail_dir", "mail_password_file",
                                  "insee_key_file", "ca_file"};
  return std::ranges::find(k_paths, spec.key) != k_paths.end();
}

util::Outcome check_value(const SettingSpec& spec, const Setting& setting)
{
  if (is_path(spec) && setting.origin != "default") {
    return check_path(spec, setting);
  }
  if (spec.key == "time_zone") {
    const util::Result<util::TimeZone> zone = util::TimeZone::named(setting.value);
    return zone ? util::Outcome(util::Done{})
                : util::Outcome(at_origin(zone.error(), setting.origin));
  }
  if (spec.key == "backup_every") {
    const bool days =
      util::is_digits(setting.value) && setting.value.size() <= 4 && std::stoi(setting.value) > 0;
    return days ? util::Outcome(util::Done{})
                : at_origin({"settings.value", {std::string(spec.key), setting.value, "1…9999"}},
                            setting.origin);
  }
  const auto words = util::split(spec.allowed, ' ');
  if (spec.allowed.empty() || std::ranges::find(words, setting.value) != words.end()) {
    return util::Done{};
  }
  const std::vector<std::string> arguments = {std::string(spec.key), setting.value,
                                              fmt::format("{}", fmt::join(words, ", "))};
  const bool flag = setting.origin == "flag";
  return flag ? util::Error{"usage.choice", {setting.value, "--" + arguments[0], arguments[2]}}
              : at_origin({"settings.value", arguments}, setting.origin);
}

std::string inside(const fs::path& folder, const char* name)
{
  return folder.empty() ? "" : (folder / name).string();
}

std::string default_of(const Env& env, std::string_view key)
{
  if (key == "store") {
    return inside(folder_of(env, "XDG_DATA_HOME", ".local/share"), "myatlas.db");
  }
  if (key == "key_file") {
    return inside(folder_of(env, "XDG_DATA_HOME", ".local/share"), "server-key");
  }
  if (key == "mail_dir") {
    return inside(folder_of(env, "XDG_STATE_HOME", ".local/state"), "mail");
  }
  if (key == "lang") {
    return language_of(env);
  }
  constexpr std::pair<std::string_view, const char*> k_others[] = {
    {"output", "table"},
    {"color", "auto"},
    {"password_policy", "portal"},
    {"time_zone", "Europe/Paris"},
    {"backup_every", "31"},
    {"register_url", "https://recherche-entreprises.api.gouv.fr"},
    {"insee_url", "https://api.insee.fr/api-sirene/3.11"}};
  const auto found =
    std::ranges::find(k_others, key, &std::pair<std::string_view, const char*>::first);
  return found == std::end(k_others) ? "" : found->second;
}

bool is_french(const std::string& name)
{
  return util::to_lower(name).starts_with("fr");
}

// That of the machine's administrator; MYATLAS_CONFIG_SYSTEM names another, for tests.
fs::path system_file_of(const Env& env)
{
  return env.variable("MYATLAS_CONFIG_SYSTEM").value_or("/etc/myatlas/config.toml");
}

// "--config FILE" or "--config=FILE" of a line that was not taken apart yet.
Flags file_named(const std::vector<std::string>& arguments)
{
  Flags flags;
  for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
    if (arguments[i].starts_with("--config=")) {
      flags["config"] = arguments[i].substr(9);
    } else if (arguments[i] == "--config" && i + 1 < arguments.size()) {
      flags["config"] = arguments[i + 1];
    }
  }
  return flags;
}

bool says_language(const std::vector<std::string>& arguments)
{
  return std::ranges::any_of(arguments, [](const std::string& word) {
    return word == "--lang" || word.starts_with("--lang=");
  });
}

} // namespace

bool is_option(const SettingSpec& spec)
{
  constexpr std::array k_options = {"store", "output", "lang", "account", "color"};
  return std::ranges::find(k_options, spec.key) != k_options.end();
}

fs::path folder_of(const Env& env, const char* variable, const char* fallback)
{
  const auto set = env.variable(variable);
  if (set && fs::path(*set).is_absolute()) {
    return fs::path(*set) / "myatlas";
  }
  const std::string home = env.home();
  return home.empty() ? fs::path() : fs::path(home) / fallback / "myatlas";
}

std::string language_of(const Env& env)
{
  const auto& arguments = env.arguments;
  for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
    if (arguments[i].starts_with("--lang=")) {
      return is_french(arguments[i].substr(7)) ? "fr" : "en";
    }
    if (arguments[i] == "--lang" && i + 1 < arguments.size()) {
      return is_french(arguments[i + 1]) ? "fr" : "en";
    }
  }
  for (const char* name : {"MYATLAS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (const auto value = env.variable(name)) {
      return is_french(*value) ? "fr" : "en";
    }
  }
  return "en";
}

util::Outcome check_setting(const std::string& key, const std::string& value)
{
  const SettingSpec* spec = find_spec(key);
  if (spec == nullptr) {
    std::string keys;
    for (const SettingSpec& known : k_settings) {
      keys += (keys.empty() ? "" : ", ") + std::string(known.key);
    }
    return util::Error{"usage.choice", {key, "KEY", keys}};
  }
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  if (std::ranges::any_of(value, is_control)) {
    return util::Error{"settings.value", {key, util::printable(value), "\"…\""}};
  }
  return value.empty() ? util::Outcome(util::Done{}) : check_value(*spec, {value, "file :0"});
}

std::string language_in_use(const Env& env)
{
  const Flags named = file_named(env.arguments);
  std::error_code unreachable;
  const fs::path own = inside(folder_of(env, "XDG_CONFIG_HOME", ".config"), "config.toml");
  const bool is_set = !named.empty() || fs::exists(system_file_of(env), unreachable) ||
                      (!own.empty() && fs::exists(own, unreachable));
  if (says_language(env.arguments) || env.variable("MYATLAS_LANG") || !is_set) {
    return language_of(env);
  }
  const util::Result<Settings> settings = Settings::resolve(env, named);
  return settings ? settings->value("lang") : language_of(env);
}

namespace {

// A number of days may stand there as a number.
std::optional<std::string> value_in(const toml::node& node)
{
  const auto number = node.value_exact<std::int64_t>();
  return number ? std::optional(std::to_string(*number)) : node.value<std::string>();
}

} // namespace

void Settings::read_file(const fs::path& path)
{
  const util::Result<toml::table> read = read_toml(path);
  if (!read) {
    m_problems.insert(m_problems.end(), read.errors().begin(), read.errors().end());
    return;
  }
  const toml::table& parsed = *read;
  for (const auto& [name, node] : parsed) {
    const std::string key(name.str()),
      origin = fmt::format("file {}:{}", path.string(), node.source().begin.line);
    const std::optional<std::string> value = value_in(node);
    if (find_spec(key) == nullptr) {
      const std::string near = nearest_key(key), place = origin.substr(origin.find(' ') + 1);
      m_problems.push_back(near.empty() ? util::Error{"settings.key", {place, key}}
                                        : util::Error{"settings.key_misspelt", {place, key, near}});
    } else if (!value) {
      m_problems.push_back(at_origin({"settings.value", {key, "", "\"…\""}}, origin));
    } else {
      m_values[key] = {*value, origin};
    }
  }
}

util::TimeZone Settings::zone() const
{
  const util::Result<util::TimeZone> zone = util::TimeZone::named(value("time_zone"));
  return zone ? *zone : util::TimeZone::paris();
}

util::Result<Settings> Settings::resolve(const Env& env, const Flags& flags)
{
  Settings settings;
  settings.m_flags = flags;
  for (const SettingSpec& spec : k_settings) {
    settings.m_values[std::string(spec.key)] = {default_of(env, spec.key), "default"};
  }
  const auto given = flags.find("config");
  settings.m_file =
    given != flags.end()
      ? fs::path(given->second)
      : fs::path(inside(folder_of(env, "XDG_CONFIG_HOME", ".config"), "config.toml"));
  std::error_code unreachable;
  if (fs::exists(settings.m_system_file = system_file_of(env), unreachable)) {
    settings.read_file(settings.m_system_file);
  }
  if (given != flags.end() ||
      (!settings.m_file.empty() && fs::exists(settings.m_file, unreachable))) {
    settings.read_file(settings.m_file);
  }
  for (const SettingSpec& spec : k_settings) {
    const std::string key(spec.key);
    if (const auto value = env.variable(spec.variable)) {
      settings.m_values[key] = {*value, std::string("environment ") + spec.variable};
    }
    if (const auto flag = flags.find(key); flag != flags.end()) {
      settings.m_values[key] = {flag->second, "flag"};
    }
    const util::Outcome sound = check_value(spec, settings.m_values[key]);
    if (!sound && settings.m_values[key].origin == "flag") {
      return sound.errors();
    }
    if (!sound) {
      settings.m_problems.push_back(sound.error());
      settings.m_values[key] = {default_of(env, key), "default"};
    }
  }
  return settings;
}

} // namespace myatlas::cli
