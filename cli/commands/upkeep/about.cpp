#include <algorithm>
#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/Version.hpp>
#include <fmt/format.h>

#include "commands/upkeep/commands.hpp"
#include "completion.hpp"
#include "domain/values/branches.hpp"
#include "formats/json/rates_json.hpp"
#include "session.hpp"
#include "settings_change.hpp"
#include "store/database.hpp"
#include "store/migrate.hpp"
#include "store/store.hpp"
#include "store/store_files.hpp"
#include "texts/errors.hpp"
#include "util/crypto.hpp"
#include "util/file.hpp"
#include "util/text.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

struct ConfigOptions
{
  bool origin = false;
};

void bind_config(CommandLine& line, ConfigOptions& o)
{
  line.flag("--origin", o.origin, N_("Say where each comes from"));
}

Result<int> run_config(Session& session, const ConfigOptions& options)
{
  Json settings = Json::array();
  for (const SettingSpec& spec : k_settings) {
    const Setting& setting = session.settings()[spec.key];
    settings.push_back({{"key", spec.key}, {"value", setting.value}, {"origin", setting.origin}});
  }
  std::vector<Field> fields = {{"key", N_("Setting")}, {"value", N_("Value")}};
  if (options.origin) {
    fields.push_back({"origin", N_("From")});
  }
  const int shown =
    session.show({{{"schema", "myatlas/settings/1"}, {"settings", settings}}, fields, "settings"});
  return session.settings().problems().empty() ? shown
                                               : session.fail(session.settings().problems());
}

struct SetOptions
{
  std::string key, value;
  bool system = false;
};

// Where a file of settings is kept elsewhere and linked, that file is written.
Outcome write_settings(const std::filesystem::path& linked, const std::string& content,
                       bool for_all)
{
  std::error_code absent;
  const std::filesystem::path there = std::filesystem::canonical(linked, absent),
                              file = absent ? linked : there;
  using std::filesystem::perms;
  const Outcome folder = util::make_private_folder(file.parent_path());
  const bool is_new = !std::filesystem::exists(file);
  const perms readable = perms::owner_read | perms::owner_write |
                         (for_all ? perms::group_read | perms::others_read : perms::none);
  const perms rights = is_new ? readable : std::filesystem::status(file).permissions();
  const Outcome written = folder ? util::write_file(file, content) : folder;
  if (written) {
    std::filesystem::permissions(file, rights);
  }
  if (written && for_all && is_new) {
    std::filesystem::permissions(file.parent_path(),
                                 perms::group_read | perms::group_exec | perms::others_read |
                                   perms::others_exec,
                                 std::filesystem::perm_options::add);
  }
  return written;
}

void bind_config_set(CommandLine& line, SetOptions& o)
{
  line.argument(Kind::setting, o.key, N_("The setting"));
  line.argument("VALUE", o.value, N_("Its value; empty: none"), Need::form);
  line.flag("--system", o.system, N_("For everybody on this machine"));
}

const std::vector<Field> k_config_set_fields = {
  {"file", N_("File")}, {"key", N_("Setting")}, {"value", N_("Value")}};

// As it is; a file that is not there yet is empty.
Result<std::string> settings_in(const std::filesystem::path& file)
{
  std::error_code absent;
  return std::filesystem::exists(file, absent) ? util::read_file(file, k_most_settings)
                                               : Result<std::string>(std::string());
}

Result<int> run_config_set(Session& session, const SetOptions& o)
{
  TRY(check_setting(o.key, o.value));
  const std::filesystem::path file =
    o.system ? session.settings().system_file() : session.settings().file();
  if (file.empty()) {
    return Error{"home.unknown", {}};
  }
  TRY(session.check_target(file));
  TRY_ASSIGN(const std::string before, settings_in(file));
  TRY_ASSIGN(const std::string after, with_setting(before, file, o.key, o.value));
  TRY(write_settings(file, after, o.system));
  return session.report({{{"schema", "myatlas/setting/1"},
                          {"file", file.string()},
                          {"key", o.key},
                          {"value", formats::text_or_null(o.value)}},
                         k_config_set_fields});
}

void bind_completion(CommandLine& line, std::string& shell)
{
  line.argument({"SHELL", "bash|zsh|fish"}, shell, N_("bash, zsh or fish"));
}

Result<int> run_completion(Session& session, const std::string& shell)
{
  const char* script = completion_script(shell);
  if (script == nullptr) {
    return Error{"usage.choice", {shell, "SHELL", "bash, zsh, fish"}};
  }
  say(session.env().out, script);
  return 0;
}

// All that is in the program: what the build found, then what tells its version itself.
Json libraries_json()
{
  Json libraries = Json::array();
  for (const std::string_view linked : util::split(MYATLAS_LINKED, ',')) {
    const std::size_t blank = linked.find(' ');
    libraries.push_back({{"name", linked.substr(0, blank)}, {"version", linked.substr(blank + 1)}});
  }
  const Json others = Json::array(
    {Json{{"name", "SQLite"}, {"version", store::Store::engine_version()}},
     Json{{"name", "libsodium"}, {"version", util::crypto_version()}},
     Json{{"name", "CLI11"}, {"version", CLI11_VERSION}},
     Json{{"name", "fmt"},
          {"version", fmt::format("{}.{}.{}", FMT_VERSION / 10000, FMT_VERSION / 100 % 100,
                                  FMT_VERSION % 100)}},
     Json{{"name", "nlohmann-json"},
          {"version", fmt::format("{}.{}.{}", NLOHMANN_JSON_VERSION_MAJOR,
                                  NLOHMANN_JSON_VERSION_MINOR, NLOHMANN_JSON_VERSION_PATCH)}}});
  libraries.insert(libraries.end(), others.begin(), others.end());
  return libraries;
}

// The tables the answers are computed from, each with the day it was last brought up to date.
Json tables_json()
{
  const domain::RateTable& rates = formats::built_in_rates();
  const auto last_wage =
    rates.minimum_wages.empty() ? std::string() : rates.minimum_wages.back().from.text();
  return Json::array(
    {Json{{"name", "rates"},
          {"dated", rates.version},
          {"covers", fmt::format("{}-{}", rates.first_year, rates.last_year)}},
     Json{{"name", "minimum_wages"}, {"dated", last_wage}, {"covers", nullptr}},
     Json{{"name", "idcc_opco"}, {"dated", domain::k_opco_table_date}, {"covers", nullptr}}});
}

Result<int> run_version(Session& session)
{
  return session.show(
    {{{"schema", "myatlas/version/1"},
      {"version", MYATLAS_VERSION},
      {"compiler", MYATLAS_COMPILER},
      {"build", MYATLAS_BUILD},
      {"store_schema", store::newest_version()},
      {"rates", formats::built_in_rates_version()},
      {"libraries", libraries_json()},
      {"tables", session.form() == Form::table ? Json::array()
                                               : tables_json()}}, // not shown, and dear to read
     {{"version", "myatlas"},
      {"compiler", N_("Compiler")},
      {"store_schema", N_("Version of the store")},
      {"rates", N_("Rates of")}}});
}

constexpr Example k_config_examples[] = {
  {N_("Every setting and its value"), "myatlas config show"},
  {N_("And where each comes from"), "myatlas config show --origin"},
};
constexpr Example k_config_set_examples[] = {
  {N_("For this user"), "myatlas config set lang fr"},
  {N_("For everybody on this machine"),
   "sudo myatlas config set --system store /var/lib/myatlas/myatlas.db"},
  {N_("Take a setting out again"), "myatlas config set lang \"\""},
};
constexpr Example k_completion_examples[] = {
  {N_("In bash"), "source <(myatlas completion bash)"},
  {N_("In fish"), "myatlas completion fish | source"},
};
constexpr Example k_version_examples[] = {
  {N_("What is installed"), "myatlas version"},
  {N_("For a report"), "myatlas version -o json"},
};

} // namespace

const Command k_config_show = {
  .name = "config show",
  .group = Group::upkeep,
  .summary = N_("Show the settings"),
  .description = N_("Shows every setting in use. A flag wins over the environment, the environment "
                    "over the user's file of settings ($XDG_CONFIG_HOME/myatlas/config.toml), that "
                    "over the machine's (/etc/myatlas/config.toml), and that over the default."),
  .examples = k_config_examples,
  .declare = with_options<bind_config, run_config>,
  .bears_wrong_settings = true,
};

const Command k_config_set = {
  .name = "config set",
  .group = Group::upkeep,
  .summary = N_("Write a setting into its file"),
  .description = N_("Writes a setting into the user's file ($XDG_CONFIG_HOME/myatlas/config.toml), "
                    "with --system into /etc/myatlas/config.toml, which counts for everybody where "
                    "their own says nothing. The value is checked before; other lines stay as they "
                    "are, and an empty value takes the setting out. Secrets are no settings: "
                    "mail_password_file and insee_key_file name the files they are in."),
  .examples = k_config_set_examples,
  .declare = with_options<bind_config_set, run_config_set>,
  .bears_wrong_settings = true,
};

const Command k_completion = {
  .name = "completion",
  .group = Group::upkeep,
  .summary = N_("Print a completion script for a shell"),
  .description =
    N_("Prints a few lines for bash, zsh or fish that ask this program what can come next."),
  .examples = k_completion_examples,
  .declare = with_options<bind_completion, run_completion>,
  .bears_wrong_settings = true,
};

const Command k_version = {
  .name = "version",
  .group = Group::upkeep,
  .summary = N_("Show the version"),
  .description = N_("Shows the version of the program, of the store and of the rates."),
  .examples = k_version_examples,
  .declare = without_options<run_version>,
  .bears_wrong_settings = true,
};

} // namespace myatlas::cli
