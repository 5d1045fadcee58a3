#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/Version.hpp>
#include <fmt/format.h>

#include "commands/upkeep/commands.hpp"
#include "completion.hpp"
#include "operations/upkeep/program_documents.hpp"
#include "session.hpp"
#include "settings_change.hpp"
#include "util/crypto.hpp"
#include "util/file.hpp"
#include "util/ranges.hpp"
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

operations::SettingTold told_of(const SettingSpec& spec, const Setting& setting)
{
  return {.key = spec.key, .value = setting.value, .origin = setting.origin};
}

Json settings_json(const Settings& settings)
{
  const auto told = [&](const SettingSpec& spec) { return told_of(spec, settings[spec.key]); };
  return operations::settings_document(util::mapped(k_settings, told));
}

std::vector<Field> setting_fields(bool with_origin)
{
  std::vector<Field> fields = {{"key", N_("Setting")}, {"value", N_("Value")}};
  if (with_origin) {
    fields.push_back({"origin", N_("From")});
  }
  return fields;
}

Result<int> run_config(Session& session, const ConfigOptions& options)
{
  const Settings& settings = session.settings();
  const int shown =
    session.show({settings_json(settings), setting_fields(options.origin), "settings"});
  return settings.problems().empty() ? shown : session.fail(settings.problems());
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

std::filesystem::path settings_file(const Session& session, bool system)
{
  return system ? session.settings().system_file() : session.settings().file();
}

View setting_view(const SetOptions& o, const std::string& file)
{
  const operations::SettingTold setting{.key = o.key, .value = o.value, .origin = {}};
  return {operations::setting_document(file, setting), k_config_set_fields};
}

Outcome put_setting(const SetOptions& o, const std::filesystem::path& file)
{
  TRY_ASSIGN(const std::string before, settings_in(file));
  TRY_ASSIGN(const std::string after, with_setting(before, file, o.key, o.value));
  return write_settings(file, after, o.system);
}

Result<int> run_config_set(Session& session, const SetOptions& o)
{
  TRY(check_setting(o.key, o.value));
  const std::filesystem::path file = settings_file(session, o.system);
  if (file.empty()) {
    return Error{"home.unknown", {}};
  }
  TRY(session.check_target(file));
  TRY(put_setting(o, file));
  return session.report(setting_view(o, file.string()));
}

void bind_completion(CommandLine& line, std::string& shell)
{
  line.argument({"SHELL", "bash|zsh|fish"}, shell, N_("bash, zsh or fish"));
}

Error unknown_shell(const std::string& shell)
{
  return {"usage.choice", {shell, "SHELL", "bash, zsh, fish"}};
}

Result<int> run_completion(Session& session, const std::string& shell)
{
  const char* script = completion_script(shell);
  if (script == nullptr) {
    return unknown_shell(shell);
  }
  say(session.env().out, script);
  return 0;
}

using Library = operations::LibraryTold;

// "zlib 1.2.13"
Library linked_library(std::string_view linked)
{
  const std::size_t blank = linked.find(' ');
  return {linked.substr(0, blank), std::string(linked.substr(blank + 1))};
}

std::string fmt_version()
{
  return fmt::format("{}.{}.{}", FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100);
}

std::string json_version()
{
  return fmt::format("{}.{}.{}", NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR,
                     NLOHMANN_JSON_VERSION_PATCH);
}

// Those that tell their versions themselves.
std::vector<Library> telling_libraries()
{
  return {operations::engine_of_stores(),
          {"libsodium", util::crypto_version()},
          {"CLI11", CLI11_VERSION},
          {"fmt", fmt_version()},
          {"nlohmann-json", json_version()}};
}

// All that is in the program: what the build found, then what tells its version itself.
std::vector<Library> libraries()
{
  std::vector<Library> libraries = util::mapped(util::split(MYATLAS_LINKED, ','), linked_library);
  std::ranges::move(telling_libraries(), std::back_inserter(libraries));
  return libraries;
}

operations::Build this_build()
{
  return {.version = MYATLAS_VERSION,
          .compiler = MYATLAS_COMPILER,
          .build = MYATLAS_BUILD,
          .libraries = libraries()};
}

Result<int> run_version(Session& session)
{
  const bool is_table = session.form() == Form::table; // shows none
  const auto tables = is_table ? operations::Tables::left_out : operations::Tables::told;
  return session.show({operations::version_document(this_build(), tables),
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
  .answers = "settings/1",
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
  .answers = "setting/1",
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
  .answers = "version/1",
  .bears_wrong_settings = true,
};

} // namespace myatlas::cli
