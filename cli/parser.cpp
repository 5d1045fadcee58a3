#include "parser.hpp"

#include <algorithm>

#include <CLI/CLI.hpp>

#include "operations/operation.hpp"
#include "util/member_of.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

constexpr char k_whole = '\0'; // no word of a line can hold it

std::vector<std::string> long_names(const CLI::App& app)
{
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) {
      names.push_back("--" + name);
    }
  }
  return names;
}

Error unknown_word(const CLI::App& app, const std::string& command, const std::string& word)
{
  if (!word.starts_with('-') || word == "-") {
    return {"usage.argument", {word, command}};
  }
  const std::string name = word.substr(0, word.find('='));
  const std::string near = util::nearest(name, long_names(app));
  return near.empty() ? Error{"usage.option", {name, command}}
                      : Error{"usage.option_nearest", {name, command, near}};
}

// The option that `word` names without a value of its own, where it takes one.
const CLI::Option* option_waiting(const CLI::App& app, const std::string& word)
{
  if (!word.starts_with("--") || word.find('=') != std::string::npos) {
    return nullptr;
  }
  const CLI::Option* option = app.get_option_no_throw(word);
  return option != nullptr && option->get_expected_max() > 0 ? option : nullptr;
}

bool is_negative_value(const CLI::App& app, const std::string& word)
{
  return word.size() > 1 && word[0] == '-' && word != "--" &&
         app.get_option_no_throw(word.substr(0, word.find('='))) == nullptr;
}

// "--payroll -5" is a value that looks like an option: "--payroll=-5" says so.
std::vector<std::string> with_negatives_joined(const CLI::App& app,
                                               const std::vector<std::string>& arguments)
{
  std::vector<std::string> joined;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    // CLI11 would cut "[a,b]" into a and b: the mark keeps it whole until CommandLine takes it off.
    if (word.starts_with('[') && word.ends_with(']')) {
      joined.push_back(k_whole + word);
    } else if (option_waiting(app, word) != nullptr && i + 1 < arguments.size() &&
               is_negative_value(app, arguments[i + 1])) {
      joined.push_back(word + "=" + arguments[++i]);
    } else {
      joined.push_back(word);
    }
  }
  return joined;
}

} // namespace

namespace {

// What follows the option of a setting, in the help.
std::string value_of(const SettingSpec& spec)
{
  if (spec.key == "account") {
    return "EMAIL";
  }
  std::string value(spec.key == "store" ? "PATH" : spec.allowed);
  std::ranges::replace(value, ' ', '|');
  return value;
}

// "list-mail" of "admin list-mail".
std::string_view last_word(std::string_view name)
{
  return name.substr(name.rfind(' ') + 1); // npos + 1 is 0
}

// The audit is one by another name.
bool is_list(const Command& command)
{
  const std::string_view word = last_word(command.name);
  return word.starts_with("list-") || word == "audit";
}

} // namespace

Parser::Parser(const Command& command, const texts::Texts& texts)
  : m_command(command), m_texts(texts), m_app(std::make_unique<CLI::App>("", command.name)),
    m_line(std::make_unique<CommandLine>(*m_app, m_texts))
{
  m_app->set_help_flag();
  m_command.declare(*m_line);
  if (is_list(command)) {
    declare_list();
  }
  if (command.keyed) {
    declare_key();
  }
  declare_common();
}

void Parser::declare_key()
{
  add("--idempotency-key", m_common.idempotency_key, "K",
      N_("The same request with the same key again is answered as the first time, "
         "and writes nothing"));
}

CLI::Option* Parser::add(const char* names, std::string& into, const char* value, const char* help)
{
  return m_app->add_option(names, into, m_texts.tr(help))->type_name(value)->take_last();
}

void Parser::declare_page()
{
  add("--limit", m_common.list.limit, "N", N_("At most so many"));
  add("--after", m_common.list.after, "KEY",
      N_("Only what follows this key, which a page tells at its end"));
}

// The same of every list; some go on from a key of their own.
void Parser::declare_list()
{
  add("--columns", m_common.columns, "A,B…",
      N_("Only these columns, in this order, by the names that CSV has"))
    ->join(','); // given twice: those of both
  add("--sort", m_common.list.sort, "COLUMN", N_("Sort by a column; -COLUMN the other way round"));
  if (m_app->get_option_no_throw("--limit") == nullptr) {
    declare_page();
  }
  m_app->add_flag("--no-header", m_common.list.no_header,
                  m_texts.tr(N_("Without the line that names the columns")));
}

Parser::~Parser() = default;

void Parser::declare_settings()
{
  for (const SettingSpec& spec : k_settings) {
    if (!is_option(spec)) {
      continue;
    }
    const std::string key(spec.key);
    m_app
      ->add_option(key == "output" ? "-o,--output" : "--" + key, m_given[key],
                   m_texts.tr(spec.help))
      ->type_name(value_of(spec))
      ->group(k_common)
      ->take_last();
  }
}

void Parser::declare_texts()
{
  add("--csv-for", m_common.csv_for, "excel",
      N_("Write CSV as a French Excel opens it: semicolons, decimal commas, UTF-8 with its mark"))
    ->group(k_common);
  m_app->add_option("--config", m_given["config"], m_texts.tr(N_("File of settings")))
    ->type_name("FILE")
    ->group(k_common);
  add("--now", m_common.now, "RFC3339", N_("The clock, for tests and replays; kept in the audit"))
    ->group(k_common);
}

namespace {

struct CommonFlag
{
  const char* names;
  util::MemberOf<CommonOptions, bool> into;
  const char* help; // msgid
};

constexpr CommonFlag k_common_flags[] = {
  {"-q,--quiet", &CommonOptions::quiet,
   N_("Say nothing but errors and the result that was asked for")},
  {"-v,--verbose", &CommonOptions::verbose, N_("Say what is done")},
  {"--create", &CommonOptions::create, N_("Make the store if it is not there")},
  {"--no-progress", &CommonOptions::no_progress, N_("Show no progress")},
  {"--no-input", &CommonOptions::no_input, N_("Ask nothing; fail instead")},
  {"--yes", &CommonOptions::yes, N_("Answer yes to every question")}};

} // namespace

void Parser::declare_common()
{
  declare_settings();
  declare_texts();
  for (const CommonFlag& flag : k_common_flags) {
    m_app->add_flag(flag.names, m_common.*flag.into, m_texts.tr(flag.help))->group(k_common);
  }
}

namespace {

Error wrong_form(const CLI::ParseError& error, const std::string& command)
{
  return {"usage.form", {error.what(), command}};
}

Error missing_value(const CLI::ArgumentMismatch& error, const std::string& command)
{
  const std::string text = error.what();
  return {"usage.value_missing", {text.substr(0, text.find(':')), command}};
}

bool looks_like_option(const std::string& word)
{
  return word.starts_with('-') && word.size() > 1;
}

// The first that looks like an option, else the first.
const std::string& oddest(const std::vector<std::string>& words)
{
  const auto* option = util::find_first(words, looks_like_option);
  return option == nullptr ? words.front() : *option;
}

bool is_foreign_text(const std::string& word)
{
  return !util::is_utf8(word);
}

Outcome check_encoding(const std::vector<std::string>& arguments)
{
  const auto* foreign = util::find_first(arguments, is_foreign_text);
  return foreign == nullptr ? Outcome(Done{}) : Error{"usage.encoding", {*foreign}};
}

// "a, b" in its parts.
std::vector<std::string> names_in(const std::string& list)
{
  std::vector<std::string> names;
  for (const std::string_view name : util::split(list, ',')) {
    names.emplace_back(util::trim(name));
  }
  return names;
}

} // namespace

// CLI11's part of it: words become values of options.
Outcome Parser::read_words(const std::vector<std::string>& arguments)
{
  m_app->allow_extras();
  try {
    std::vector<std::string> words = with_negatives_joined(*m_app, arguments);
    std::ranges::reverse(words);
    m_app->parse(words);
  } catch (const CLI::ArgumentMismatch& error) {
    return missing_value(error, m_command.name);
  } catch (const CLI::ParseError& error) {
    return wrong_form(error, m_command.name);
  }
  return Done{};
}

Outcome Parser::check_left() const
{
  std::vector<std::string> left = m_app->remaining();
  std::erase(left, "--"); // it only says that no option follows
  if (!left.empty()) {
    return unknown_word(*m_app, m_command.name, oddest(left));
  }
  return Done{};
}

namespace {

// Not how a list is shown, nor where it begins: '' is from its first row.
bool asks_something(const CLI::Option& option)
{
  constexpr std::string_view k_of_lists[] = {"--after", "--columns", "--limit", "--sort"};
  return option.nonpositional() && option.get_group() != k_common &&
         !util::contains(k_of_lists, std::string_view(option.get_name()));
}

} // namespace

// What lists and the like are asked for: --company "$CLIENT" of a script that knows none is no
// question about all companies.
Outcome Parser::check_empty() const
{
  const operations::Operation* const asked = m_command.operation;
  if (asked == nullptr || asked->effect != operations::Effect::read) {
    return Done{};
  }
  for (const CLI::Option* option : m_app->get_options()) {
    if (util::contains(option->results(), std::string()) && asks_something(*option)) {
      return Error{"usage.value_missing", {option->get_name(), m_command.name}};
    }
  }
  return Done{};
}

Outcome Parser::parse_words(const std::vector<std::string>& arguments)
{
  TRY(read_words(arguments));
  TRY(check_empty());
  m_line->unmark(k_whole);
  return check_left();
}

Outcome Parser::check_key() const
{
  constexpr std::size_t k_longest = 200;
  const std::string& key = m_common.idempotency_key;
  const bool is_given = m_command.keyed && m_app->count("--idempotency-key") > 0;
  if (is_given && (util::trim(key).empty() || key.size() > k_longest)) {
    return Error{"idempotency.key", {std::to_string(k_longest)}}.at("--idempotency-key");
  }
  return Done{};
}

void Parser::take_settings()
{
  std::string& output = m_given["output"];
  if (m_command.name == std::string_view("doctor") &&
      output == "prometheus") { // a form no other result has
    m_common.prometheus = true;
    output = "table";
  }
  for (const auto& [key, value] : m_given) {
    if (m_app->count("--" + key) > 0) {
      m_flags[key] = value;
    }
  }
}

Outcome Parser::check_csv_for() const
{
  const std::string& whom = m_common.csv_for;
  return fail_unless(whom.empty() || whom == "excel",
                     {"usage.choice", {whom, "--csv-for", "excel"}});
}

// A value that is not of its kind stays as it is, which no command takes: all is told at once.
void Parser::read_as_typed()
{
  if (!m_common.columns.empty()) {
    m_common.list.columns = names_in(m_common.columns);
  }
  if (const Outcome typed = m_line->read_as_typed(); !typed) {
    m_common.two_ways = typed.errors();
  }
}

Outcome Parser::parse(const std::vector<std::string>& arguments)
{
  TRY(check_encoding(arguments));
  TRY(parse_words(arguments));
  take_settings();
  TRY(check_csv_for());
  TRY(check_key());
  read_as_typed();
  return Done{};
}

Outcome parse_common(const std::vector<std::string>& arguments)
{
  const Command nothing = {
    .name = "help",
    .group = Group::upkeep,
    .summary = "",
    .description = "",
    .examples = {},
    .declare =
      [](CommandLine& line) {
        const auto asked_for_version = std::make_shared<bool>(); // lives as long as the action
        line.flag("--version", *asked_for_version, "").run([asked_for_version](Session&) {
          return 0;
        });
      },
  };
  return Parser(nothing).parse(arguments);
}

} // namespace myatlas::cli
