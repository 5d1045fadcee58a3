#include "app.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <filesystem>
#include <memory>
#include <utility>

#include <unistd.h>

#include <fmt/format.h>

#include "command_list.hpp"
#include "completion.hpp"
#include "help.hpp"
#include "manual.hpp"
#include "parser.hpp"
#include "session.hpp"
#include "texts/errors.hpp"
#include "unknown_command.hpp"
#include "util/digest.hpp"
#include "util/file.hpp"
#include "util/try.hpp"
#include "words.hpp"

#ifndef MYATLAS_MANDIR
#define MYATLAS_MANDIR "/usr/share/man"
#endif
#ifndef MYATLAS_LOCALEDIR
#define MYATLAS_LOCALEDIR "/usr/share/locale"
#endif

namespace myatlas::cli {

namespace fs = std::filesystem;

namespace {

// What lies beside the program where it is installed.
fs::path beside_program(const char* folder)
{
  std::error_code failed;
  const fs::path program = fs::read_symlink("/proc/self/exe", failed);
  return failed ? fs::path() : program.parent_path() / "../share" / folder;
}

// Of the installation the program is in, else of the build.
std::string catalogue_folder(const Env& env)
{
  if (const auto given = env.variable("MYATLAS_LOCALEDIR")) {
    return *given;
  }
  std::error_code failed;
  const fs::path installed = beside_program("locale");
  return fs::exists(installed / "fr/LC_MESSAGES/myatlas.mo", failed) ? installed.string()
                                                                     : MYATLAS_LOCALEDIR;
}

// The file of a page, in the language in use; empty where neither the installation nor the sources
// have it.
std::string page_file(const std::string& section, const std::string& page,
                      const std::string& language)
{
  const std::string name = "man" + section + "/" + page + "." + section;
  for (const fs::path& manual : {beside_program("man"), fs::path(MYATLAS_MANDIR)}) {
    for (const fs::path& file : {manual / language / name, manual / language / (name + ".gz")}) {
      std::error_code failed;
      if (fs::exists(file, failed)) {
        return file.string();
      }
    }
  }
  return {};
}

bool wants_json(const Env& env)
{
  const auto& words = env.arguments;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "-ojson" || words[i] == "--output=json" ||
        ((words[i] == "-o" || words[i] == "--output") && i + 1 < words.size() &&
         words[i + 1] == "json")) {
      return true;
    }
  }
  return env.variable("MYATLAS_OUTPUT").value_or("") == "json";
}

int unknown_command(const Env& env, const std::string& name, const std::vector<std::string>& after,
                    const char* unknown = "usage.command")
{
  const std::string help = group_help(env.texts, name, env.out_columns);
  if (help.empty()) {
    return report_failure(env, wants_json(env), {not_a_command(name, after, unknown)});
  }
  say(env.out, help);
  return static_cast<int>(Status::done);
}

// A page of the manual, by the program that shows pages: it comes back only where there is none.
int show_page(const Env& env, const std::string& section, const std::string& topic)
{
  const std::string page = "myatlas-" + topic;
  (void)std::fflush(env.out);
  if (const std::string file = page_file(section, page, language_of(env) == "fr" ? "fr" : ".");
      !file.empty()) {
    execlp("man", "man", "-l", file.c_str(), static_cast<char*>(nullptr));
  }
  execlp("man", "man", section.c_str(), page.c_str(), static_cast<char*>(nullptr));
  return report_failure(env, wants_json(env), {util::Error{"help.no_manual", {section, page}}});
}

int help_on(const Env& env, const std::string& name)
{
  if (const std::string section = section_of_page(name); !section.empty()) {
    return show_page(env, section, name);
  }
  if (const std::string told = code_help(env.texts, name); !told.empty()) {
    say(env.out, told);
    return static_cast<int>(Status::done);
  }
  const Command* command = find_command(name);
  if (command == nullptr && name != "help" && !name.empty()) {
    return unknown_command(env, name, {}, "help.unknown");
  }
  say(env.out, command == nullptr ? general_help(env.texts, env.out_columns)
                                  : command_help(env.texts, *command, env.out_columns));
  return static_cast<int>(Status::done);
}

// Options alone: a word that is none is told; else the help says what is missing.
int without_command(const Env& env, const std::vector<std::string>& arguments)
{
  const util::Outcome parsed = parse_common(arguments);
  if (!parsed) {
    return report_failure(env, wants_json(env), parsed.errors());
  }
  say(env.err, first_help(env.texts, env.out_columns));
  return static_cast<int>(Status::usage);
}

// Before anything is done: a result that cannot be written is no reason to have changed the store.
util::Outcome check_line(Session& session, const Parser& parser)
{
  TRY(session.set_clock());
  for (const std::string& target : parser.targets()) {
    TRY(session.check_target(target));
  }
  return parser.check_arguments();
}

int act(Session& session, const Parser& parser)
{
  const util::Outcome ready = check_line(session, parser);
  return ready ? parser.action()(session) : session.fail(ready.errors());
}

// What is in the file that a word names, as a digest; empty where it names none.
std::string digest_of_file(const std::string& word)
{
  const std::size_t equals = word.starts_with("--") ? word.find('=') : word.npos;
  const std::string file = equals == word.npos ? word : word.substr(equals + 1);
  std::error_code absent;
  if (!fs::is_regular_file(file, absent)) {
    return "";
  }
  const util::Result<std::string> digest = util::sha256_of_file(file);
  return digest ? *digest : "";
}

// What a request says, for who sends it again: its words, but for those that say how it is done,
// and what is in the files it names.
std::string digest_of_request(const Command& command, const std::vector<std::string>& words)
{
  constexpr std::string_view k_with_value[] = {
    "--idempotency-key", "--now", "--store", "--config", "--color", "--account", "--lang"};
  constexpr std::string_view k_alone[] = {
    "-q", "--quiet", "-v", "--verbose", "--no-progress", "--no-input", "--yes"};
  std::string said = command.name;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string name = words[i].substr(0, words[i].find('='));
    if (std::ranges::find(k_with_value, name) != std::end(k_with_value)) {
      i += name == words[i] ? 1 : 0;
    } else if (std::ranges::find(k_alone, words[i]) == std::end(k_alone)) {
      said += fmt::format("|{}:{}|{}", words[i].size(), words[i], digest_of_file(words[i]));
    }
  }
  return util::sha256_hex(said);
}

// What it prints is kept with what it wrote, and printed then.
int run_once(const Env& env, const Command& command, const Parser& parser, const Settings& settings,
             CommonOptions options)
{
  char* bytes = nullptr;
  std::size_t size = 0;
  Env aside = env;
  aside.out = ::open_memstream(&bytes, &size);
  const auto said = [&] {
    const std::unique_ptr<char, decltype(&std::free)> owned((std::fclose(aside.out), bytes),
                                                            &std::free);
    return std::string(owned.get(), size);
  };
  int status = 0;
  std::string answer;
  try {
    Session session(aside, settings, std::move(options), command);
    status = act(session, parser);
    answer = said();
    session.keep_answer(status, answer);
  } catch (const AnsweredBefore& before) {
    said();
    status = before.status;
    answer = before.answer;
  }
  say(env.out, answer);
  return status;
}

int run_command(const Env& env, const Command& command, const std::vector<std::string>& arguments)
{
  Parser parser(command);
  const util::Outcome parsed = parser.parse(arguments);
  if (!parsed) {
    return report_failure(env, wants_json(env), parsed.errors());
  }
  util::Result<Settings> settings = Settings::resolve(env, parser.flags());
  if (!settings) {
    return report_failure(env, wants_json(env), settings.errors());
  }
  if (!settings->problems().empty() && !command.bears_wrong_settings) {
    return report_failure(env, wants_json(env), settings->problems());
  }
  if (CommonOptions options = parser.common(); !options.idempotency_key.empty()) {
    options.request = digest_of_request(command, arguments);
    return run_once(env, command, parser, *settings, std::move(options));
  }
  Session session(env, *std::move(settings), parser.common(), command);
  return act(session, parser);
}

int run_words(const Env& env, const Words& words)
{
  if (words.version && words.command.empty()) {
    return run_command(env, *find_command("version"), words.arguments);
  }
  if (words.command == "help") {
    return help_on(env, find_words(words.arguments).command);
  }
  if (words.command.empty()) {
    return words.help ? help_on(env, "") : without_command(env, words.arguments);
  }
  const Command* command = find_command(words.command);
  if (command == nullptr) {
    return unknown_command(env, words.command, words.arguments);
  }
  if (words.help) {
    say(env.out, command_help(env.texts, *command, env.out_columns));
    return static_cast<int>(Status::done);
  }
  return run_command(env, *command, words.arguments);
}

// What stdout could not take is a failure too: a full disk behind a pipe must not look like
// success. The reason is in English: the system's own translation comes in whatever character set
// it finds. A reader that has read enough
// ("| head") is nothing to complain about, and no failure.
int flushed(const Env& env, int status)
{
  if (std::fflush(env.out) == 0 && std::ferror(env.out) == 0) {
    return status;
  }
  if (errno == EPIPE) {
    return status;
  }
  return status != 0
           ? status
           : report_failure(env, false, {util::Error{"output.write", {::strerrordesc_np(errno)}}});
}

int guarded(const Env& env)
{
  try {
    return run_words(env, find_words(env.arguments));
  } catch (const util::MachineError& failure) {
    return report_failure(env, wants_json(env), {failure.error()});
  } catch (const fs::filesystem_error& failure) {
    return report_failure(env, wants_json(env),
                          {util::system_error(failure.path1(), failure.code().value())});
  } catch (const std::bad_alloc&) {
    return report_failure(env, wants_json(env), {util::Error{"machine.memory", {}}});
  } catch (const std::exception& failure) {
    return report_failure(env, wants_json(env), {util::Error{"bug", {failure.what()}}});
  }
}

} // namespace

int run(const Env& given)
{
  std::signal(SIGPIPE, SIG_IGN);
  Env env = given;
  env.texts = texts::Texts(language_in_use(env), catalogue_folder(env));
  if (!env.arguments.empty() && env.arguments[0] == "__complete") {
    try {
      return complete(env);
    } catch (const std::exception&) {
      return 0; // nothing to offer
    }
  }
  if (!env.arguments.empty() && env.arguments[0] == "__manual") {
    return print_manual(env);
  }
  return flushed(env, guarded(env));
}

int refuse_borrowed_power(const Env& env)
{
  return report_failure(env, wants_json(env), {util::Error{"machine.set_uid", {}}});
}

} // namespace myatlas::cli
