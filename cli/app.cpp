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
#include <initializer_list>
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
#include "store_in_use.hpp"
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

std::string first_there(std::initializer_list<fs::path> files)
{
  for (const fs::path& file : files) {
    std::error_code failed;
    if (fs::exists(file, failed)) {
      return file.string();
    }
  }
  return {};
}

// The file of a page, in the language in use; empty where neither the installation nor the sources
// have it.
std::string page_file(const std::string& section, const std::string& page,
                      const std::string& language)
{
  const std::string name = "man" + section + "/" + page + "." + section;
  const fs::path installed = beside_program("man") / language,
                 built = fs::path(MYATLAS_MANDIR) / language;
  const std::string packed = name + ".gz";
  return first_there({installed / name, installed / packed, built / name, built / packed});
}

bool says_json(const std::string& word)
{
  return word == "-ojson" || word == "--output=json";
}

bool is_output_option(const std::string& word)
{
  return word == "-o" || word == "--output";
}

bool line_wants_json(const std::vector<std::string>& words)
{
  const auto pair = [](const std::string& option, const std::string& value) {
    return is_output_option(option) && value == "json";
  };
  return std::ranges::any_of(words, says_json) ||
         std::ranges::adjacent_find(words, pair) != words.end();
}

bool wants_json(const Env& env)
{
  return line_wants_json(env.arguments) || env.variable("MYATLAS_OUTPUT").value_or("") == "json";
}

// Of what was done before a session began.
int failed(const Env& env, const Errors& errors)
{
  return report_failure(env, wants_json(env), errors);
}

int told(const Env& env, const std::string& text)
{
  say(env.out, text);
  return static_cast<int>(Status::done);
}

int unknown_command(const Env& env, const std::string& name, const std::vector<std::string>& after,
                    const char* unknown = "usage.command")
{
  const std::string help = group_help(env.texts, name, env.out_columns);
  return help.empty() ? failed(env, {not_a_command(name, after, unknown)}) : told(env, help);
}

void run_man(const char* option, const char* page)
{
  execlp("man", "man", option, page, static_cast<char*>(nullptr));
}

// A page of the manual, by the program that shows pages: it comes back only where there is none.
int show_page(const Env& env, const std::string& section, const std::string& topic)
{
  const std::string page = "myatlas-" + topic;
  (void)std::fflush(env.out);
  const std::string file = page_file(section, page, language_of(env) == "fr" ? "fr" : ".");
  if (!file.empty()) {
    run_man("-l", file.c_str());
  }
  run_man(section.c_str(), page.c_str());
  return failed(env, {Error{"help.no_manual", {section, page}}});
}

int help_on_command(const Env& env, const std::string& name)
{
  const Command* command = find_command(name);
  if (command != nullptr) {
    return told(env, command_help(env.texts, *command, env.out_columns));
  }
  if (name != "help" && !name.empty()) {
    return unknown_command(env, name, {}, "help.unknown");
  }
  return told(env, general_help(env.texts, env.out_columns));
}

int help_on(const Env& env, const std::string& name)
{
  if (const std::string section = section_of_page(name); !section.empty()) {
    return show_page(env, section, name);
  }
  const std::string code = code_help(env.texts, name);
  return code.empty() ? help_on_command(env, name) : told(env, code);
}

// Options alone: a word that is none is told; else the help says what is missing.
int without_command(const Env& env, const std::vector<std::string>& arguments)
{
  const Outcome parsed = parse_common(arguments);
  if (!parsed) {
    return failed(env, parsed.errors());
  }
  say(env.err, first_help(env.texts, env.out_columns));
  return static_cast<int>(Status::usage);
}

// Before anything is done: a result that cannot be written is no reason to have changed the store.
Outcome check_line(Session& session, const Parser& parser)
{
  TRY(session.set_clock());
  for (const std::string& target : parser.targets()) {
    TRY(session.check_result(target));
  }
  TRY(parser.check_targets());
  return parser.check_arguments();
}

int act(Session& session, const Parser& parser)
{
  const Outcome ready = check_line(session, parser);
  return ready ? parser.action()(session) : session.fail(ready.errors());
}

// "--file=x" names x.
std::string file_in_word(const std::string& word)
{
  const std::size_t equals = word.starts_with("--") ? word.find('=') : word.npos;
  return equals == word.npos ? word : word.substr(equals + 1);
}

// What is in the file that a word names, as a digest; empty where it names none.
std::string digest_of_file(const std::string& word)
{
  const std::string file = file_in_word(word);
  std::error_code absent;
  if (!fs::is_regular_file(file, absent)) {
    return "";
  }
  const auto digest = util::sha256_of_file(file);
  return digest ? *digest : "";
}

constexpr std::string_view k_with_value[] = {
  "--idempotency-key", "--now", "--store", "--config", "--color", "--account", "--lang"};
constexpr std::string_view k_alone[] = {"-q",         "--quiet", "-v", "--verbose", "--no-progress",
                                        "--no-input", "--yes"};

template <std::size_t count>
bool is_among(const std::string_view (&words)[count], std::string_view word)
{
  return std::ranges::find(words, word) != std::end(words);
}

std::string with_length(const std::string& word)
{
  return fmt::format("|{}:{}|{}", word.size(), word, digest_of_file(word));
}

// What a request says, for who sends it again: its words, but for those that say how it is done,
// and what is in the files it names.
std::string digest_of_request(const Command& command, const std::vector<std::string>& words)
{
  std::string said = command.name;
  for (auto word = words.begin(); word != words.end(); ++word) {
    const std::string name = word->substr(0, word->find('='));
    if (is_among(k_with_value, name)) {
      word += name == *word && std::next(word) != words.end() ? 1 : 0;
    } else if (!is_among(k_alone, *word)) {
      said += with_length(*word);
    }
  }
  return util::sha256_hex(said);
}

// Settings a command can do its work with.
Result<Settings> usable_settings(const Env& env, const Command& command, const Parser& parser)
{
  TRY_ASSIGN(Settings settings, Settings::resolve(env, parser.flags()));
  if (!settings.problems().empty() && !command.bears_wrong_settings) {
    return settings.problems();
  }
  return settings;
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
  const Outcome parsed = parser.parse(arguments);
  if (!parsed) {
    return failed(env, parsed.errors());
  }
  Result<Settings> settings = usable_settings(env, command, parser);
  if (!settings) {
    return failed(env, settings.errors());
  }
  if (CommonOptions options = parser.common(); !options.idempotency_key.empty()) {
    options.request = digest_of_request(command, arguments);
    return run_once(env, command, parser, *settings, std::move(options));
  }
  Session session(env, *std::move(settings), parser.common(), command);
  return act(session, parser);
}

// Of a line without a command.
int run_options(const Env& env, const Words& words)
{
  if (words.version) {
    return run_command(env, *find_command("version"), words.arguments);
  }
  return words.help ? help_on(env, "") : without_command(env, words.arguments);
}

int run_words(const Env& env, const Words& words)
{
  if (words.command.empty()) {
    return run_options(env, words);
  }
  if (words.command == "help") {
    return help_on(env, find_words(words.arguments).command);
  }
  const Command* command = find_command(words.command);
  if (command == nullptr) {
    return unknown_command(env, words.command, words.arguments);
  }
  return words.help ? told(env, command_help(env.texts, *command, env.out_columns))
                    : run_command(env, *command, words.arguments);
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
           : report_failure(env, false, {Error{"output.write", {::strerrordesc_np(errno)}}});
}

int guarded(const Env& env)
{
  try {
    return run_words(env, find_words(env.arguments));
  } catch (const util::MachineError& failure) {
    return failed(env, {failure.error()});
  } catch (const fs::filesystem_error& failure) {
    return failed(env, {util::system_error(failure.path1(), failure.code().value())});
  } catch (const std::bad_alloc&) {
    return failed(env, {Error{"machine.memory", {}}});
  } catch (const std::exception& failure) {
    return failed(env, {Error{"bug", {failure.what()}}});
  }
}

// What a shell asks to complete a line; nothing is offered where that fails.
int offered(const Env& env)
{
  try {
    return complete(env);
  } catch (const std::exception&) {
    return 0;
  }
}

int run_line(const Env& env)
{
  const std::string first = env.arguments.empty() ? "" : env.arguments[0];
  if (first == "__complete") {
    return offered(env);
  }
  return first == "__manual" ? print_manual(env) : flushed(env, guarded(env));
}

} // namespace

int run(const Env& given)
{
  std::signal(SIGPIPE, SIG_IGN);
  Env env = given;
  env.texts = texts::Texts(language_in_use(env), catalogue_folder(env));
  return run_line(env);
}

int refuse_set_uid(const Env& env)
{
  return failed(env, {Error{"machine.set_uid", {}}});
}

} // namespace myatlas::cli
