#include "settings.hpp"

#include <algorithm>
#include <sstream>

#include <fmt/format.h>

#include "store/document_place.hpp"
#include "texts/texts.hpp"
#include "toml_file.hpp"
#include "util/file.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace fs = std::filesystem;

const std::array<SettingSpec, k_setting_count> k_settings = {{
  {"store", "MYATLAS_STORE", N_("Path of the store, or postgresql://…"), ""},
  {"key_file", "MYATLAS_KEY_FILE", N_("File with the key of a store on a server"), ""},
  {"documents", "MYATLAS_DOCUMENTS",
   N_("Where documents of a store on a server are: server, dir:/FOLDER or s3://BUCKET/PREFIX"), ""},
  {"s3_endpoint", "MYATLAS_S3_ENDPOINT",
   N_("Service that has the bucket: https://HOST (default: Amazon's of the region)"), ""},
  {"s3_region", "MYATLAS_S3_REGION", N_("Region of the bucket"), ""},
  {"s3_key_file", "MYATLAS_S3_KEY_FILE",
   N_("File with the id and, on a second line, the key for the bucket, which nobody else may read"),
   ""},
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

std::string nearest_key(std::string_view key)
{
  std::vector<std::string> keys;
  for (const SettingSpec& spec : k_settings) {
    keys.emplace_back(spec.key);
  }
  return util::nearest(key, keys);
}

std::string inside(const fs::path& folder, const char* name)
{
  return folder.empty() ? "" : (folder / name).string();
}

std::string in_data_folder(const Env& env, const char* name)
{
  return inside(folder_of(env, "XDG_DATA_HOME", ".local/share"), name);
}

struct DefaultValue
{
  std::string_view key;
  const char* value;
};

constexpr DefaultValue k_defaults[] = {
  {"output", "table"},
  {"documents", store::k_documents_on_server},
  {"s3_region", "us-east-1"},
  {"color", "auto"},
  {"password_policy", "portal"},
  {"time_zone", "Europe/Paris"},
  {"backup_every", "31"},
  {"register_url", "https://recherche-entreprises.api.gouv.fr"},
  {"insee_url", "https://api.insee.fr/api-sirene/3.11"}};

// That which does not depend on who uses the program.
const char* fixed_default_of(std::string_view key)
{
  const auto* found = util::find_by(k_defaults, key, &DefaultValue::key);
  return found == nullptr ? "" : found->value;
}

std::string default_of(const Env& env, std::string_view key)
{
  if (key == "store") {
    return in_data_folder(env, "myatlas.db");
  }
  if (key == "key_file") {
    return in_data_folder(env, "server-key");
  }
  if (key == "mail_dir") {
    return inside(folder_of(env, "XDG_STATE_HOME", ".local/state"), "mail");
  }
  return key == "lang" ? language_of(env) : fixed_default_of(key);
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

// What an option is given on a line that was not taken apart yet, in its order: "--lang fr",
// "--lang=fr".
std::vector<std::string> values_of(const std::string& option,
                                   const std::vector<std::string>& arguments)
{
  std::vector<std::string> values;
  for (auto word = arguments.begin(); word != arguments.end() && *word != "--"; ++word) {
    if (word->starts_with(option + "=")) {
      values.push_back(word->substr(option.size() + 1));
    } else if (*word == option && std::next(word) != arguments.end()) {
      values.push_back(*std::next(word));
    }
  }
  return values;
}

// "--config FILE" or "--config=FILE" of a line that was not taken apart yet.
Flags file_named(const std::vector<std::string>& arguments)
{
  Flags flags;
  for (const auto& value : values_of("--config", arguments)) {
    flags["config"] = value;
  }
  return flags;
}

constexpr const char* k_language_variables[] = {"MYATLAS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"};

// As the surroundings name it: "fr_FR.UTF-8".
std::string language_around(const Env& env)
{
  for (const char* name : k_language_variables) {
    if (const auto value = env.variable(name)) {
      return *value;
    }
  }
  return "";
}

fs::path own_file_of(const Env& env)
{
  return inside(folder_of(env, "XDG_CONFIG_HOME", ".config"), "config.toml");
}

bool is_there(const fs::path& file)
{
  std::error_code unreachable;
  return !file.empty() && fs::exists(file, unreachable);
}

// Whether a file may say the language.
bool has_files(const Env& env, const Flags& named)
{
  return !named.empty() || is_there(system_file_of(env)) || is_there(own_file_of(env));
}

bool names_language(const std::string& word)
{
  return word == "--lang" || word.starts_with("--lang=");
}

bool says_language(const std::vector<std::string>& arguments)
{
  return std::ranges::any_of(arguments, names_language);
}

} // namespace

bool is_option(const SettingSpec& spec)
{
  constexpr std::array k_options = {"store", "output", "lang", "account", "color"};
  return util::contains(k_options, spec.key);
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
  const auto on_line = values_of("--lang", env.arguments);
  const auto name = on_line.empty() ? language_around(env) : on_line.front();
  return is_french(name) ? "fr" : "en";
}

std::string language_in_use(const Env& env)
{
  const Flags named = file_named(env.arguments);
  const bool is_said = says_language(env.arguments) || env.variable("MYATLAS_LANG");
  if (is_said || !has_files(env, named)) {
    return language_of(env);
  }
  const auto settings = Settings::resolve(env, named);
  return settings ? settings->value("lang") : language_of(env);
}

namespace {

// A number of days may stand there as a number.
std::optional<std::string> value_in(const toml::node& node)
{
  const auto number = node.value_exact<std::int64_t>();
  return number ? std::optional(std::to_string(*number)) : node.value<std::string>();
}

Error unknown_key(const std::string& key, const std::string& origin)
{
  const std::string near = nearest_key(key), place = origin.substr(origin.find(' ') + 1);
  return near.empty() ? Error{"settings.key", {place, key}}
                      : Error{"settings.key_misspelt", {place, key, near}};
}

} // namespace

void Settings::read_file(const fs::path& path)
{
  const Result<toml::table> read = read_toml(path);
  if (!read) {
    m_problems.insert(m_problems.end(), read.errors().begin(), read.errors().end());
    return;
  }
  for (const auto& [name, node] : *read) {
    const auto line = node.source().begin.line;
    read_value(std::string(name.str()), value_in(node),
               fmt::format("file {}:{}", path.string(), line));
  }
}

void Settings::read_value(const std::string& key, const std::optional<std::string>& value,
                          const std::string& origin)
{
  if (find_spec(key) == nullptr) {
    m_problems.push_back(unknown_key(key, origin));
  } else if (!value) {
    m_problems.push_back(at_origin({"settings.value", {key, "", "\"…\""}}, origin));
  } else {
    m_values[key] = {*value, origin};
  }
}

void Settings::take_defaults(const Env& env)
{
  for (const SettingSpec& spec : k_settings) {
    m_values[std::string(spec.key)] = {default_of(env, spec.key), "default"};
  }
}

// A file that is named has to be there.
void Settings::read_files(const Env& env)
{
  const auto given = m_flags.find("config");
  const bool is_named = given != m_flags.end();
  m_file = is_named ? fs::path(given->second) : own_file_of(env);
  m_system_file = system_file_of(env);
  if (is_there(m_system_file)) {
    read_file(m_system_file);
  }
  if (is_named || is_there(m_file)) {
    read_file(m_file);
  }
}

// The environment wins over the files, and an option over both.
void Settings::take_given(const Env& env, const SettingSpec& spec)
{
  Setting& setting = m_values[std::string(spec.key)];
  if (const auto value = env.variable(spec.variable)) {
    setting = {*value, std::string("environment ") + spec.variable};
  }
  if (const auto flag = m_flags.find(std::string(spec.key)); flag != m_flags.end()) {
    setting = {flag->second, "flag"};
  }
}

// What is wrong with an option ends the command; another is as if it were not set.
Outcome Settings::check(const Env& env, const SettingSpec& spec)
{
  Setting& setting = m_values[std::string(spec.key)];
  const Outcome sound = check_value(spec, setting);
  if (!sound && setting.origin == "flag") {
    return sound;
  }
  if (!sound) {
    m_problems.push_back(sound.error());
    setting = {default_of(env, spec.key), "default"};
  }
  return Done{};
}

util::TimeZone Settings::zone() const
{
  const Result<util::TimeZone> zone = util::TimeZone::named(value("time_zone"));
  return zone ? *zone : util::TimeZone::paris();
}

Result<Settings> Settings::resolve(const Env& env, const Flags& flags)
{
  Settings settings;
  settings.m_flags = flags;
  settings.take_defaults(env);
  settings.read_files(env);
  for (const SettingSpec& spec : k_settings) {
    settings.take_given(env, spec);
    TRY(settings.check(env, spec));
  }
  return settings;
}

} // namespace myatlas::cli
