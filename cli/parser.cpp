#include "parser.hpp"

#include <algorithm>

#include <CLI/CLI.hpp>

#include "command_list.hpp"
#include "output/joined.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

// Options of every command that take a value: their value is no command.
bool takes_value(const std::string& word)
{
  const auto names = [&](const SettingSpec& spec) {
    return is_option(spec) && word == "--" + std::string(spec.key);
  };
  return word == "-o" || word == "--now" || word == "--config" ||
         std::ranges::any_of(k_settings, names);
}

bool is_group(const std::string& word)
{
  const std::string begin = word + " ";
  return std::ranges::any_of(
    all_commands(), [&](const Command* c) { return std::string_view(c->name).starts_with(begin); });
}

constexpr char k_whole = '\x01';

bool is_common(const CLI::Option* option)
{
  return option->get_group() == k_common;
}

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

util::Error unknown_word(const CLI::App& app, const std::string& command, const std::string& word)
{
  if (!word.starts_with('-') || word == "-") {
    return {"usage.argument", {word, command}};
  }
  const std::string name = word.substr(0, word.find('='));
  const std::string near = util::nearest(name, long_names(app));
  return near.empty() ? util::Error{"usage.option", {name, command}}
                      : util::Error{"usage.option_nearest", {name, command, near}};
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

Words find_words(const std::vector<std::string>& arguments)
{
  Words words;
  for (auto at = arguments.begin(); at != arguments.end(); ++at) {
    const std::string& word = *at;
    const bool open = words.command.empty() || is_group(words.command);
    if (word == "--") {
      words.arguments.insert(words.arguments.end(), at, arguments.end());
      break;
    }
    if (word == "--help" || word == "-h") {
      words.help = true;
    } else if (word == "--version" && words.command.empty()) {
      words.version = true;
    } else if (!word.starts_with('-') && open) {
      join_to(words.command, word, " ");
    } else {
      words.arguments.push_back(word);
      if (takes_value(word) && std::next(at) != arguments.end()) {
        words.arguments.push_back(*++at);
      }
    }
  }
  return words;
}

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

bool is_list(const Command& command)
{
  const std::string_view name = command.name;
  return name.substr(name.rfind(' ') == name.npos ? 0 : name.rfind(' ') + 1).starts_with("list-");
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
    m_app
      ->add_option(
        "--idempotency-key", m_common.idempotency_key,
        m_texts.tr(N_("The same request with the same key again is answered as the first time, "
                      "and writes nothing")))
      ->type_name("K")
      ->take_last();
  }
  declare_common();
}

// The same of every list.
void Parser::declare_list()
{
  m_app
    ->add_option("--columns", m_common.columns,
                 m_texts.tr(N_("Only these columns, in this order, by the names that CSV has")))
    ->type_name("A,B…")
    ->take_last();
  m_app
    ->add_option("--sort", m_common.list.sort,
                 m_texts.tr(N_("Sort by a column; -COLUMN the other way round")))
    ->type_name("COLUMN")
    ->take_last();
  if (m_app->get_option_no_throw("--limit") == nullptr) { // some go on from a key of their own
    m_app->add_option("--limit", m_common.list.limit, m_texts.tr(N_("At most so many")))
      ->type_name("N")
      ->take_last();
    m_app
      ->add_option("--after", m_common.list.after,
                   m_texts.tr(N_("Only what follows this key, which a page tells at its end")))
      ->type_name("KEY")
      ->take_last();
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

void Parser::declare_common()
{
  struct Flag
  {
    const char* names;
    bool& into;
    const char* help;
  };
  declare_settings();
  m_app
    ->add_option(
      "--csv-for", m_common.csv_for,
      m_texts.tr(N_(
        "Write CSV as a French Excel opens it: semicolons, decimal commas, UTF-8 with its mark")))
    ->type_name("excel")
    ->group(k_common)
    ->take_last();
  m_app->add_option("--config", m_given["config"], m_texts.tr(N_("File of settings")))
    ->type_name("FILE")
    ->group(k_common);
  m_app
    ->add_option("--now", m_common.now,
                 m_texts.tr(N_("The clock, for tests and replays; kept in the audit")))
    ->type_name("RFC3339")
    ->group(k_common)
    ->take_last();
  const Flag flags[] = {
    {"-q,--quiet", m_common.quiet, N_("Say nothing but errors and the result that was asked for")},
    {"-v,--verbose", m_common.verbose, N_("Say what is done")},
    {"--create", m_common.create, N_("Make the store if it is not there")},
    {"--no-progress", m_common.no_progress, N_("Show no progress")},
    {"--no-input", m_common.no_input, N_("Ask nothing; fail instead")},
    {"--yes", m_common.yes, N_("Answer yes to every question")}};
  for (const Flag& flag : flags) {
    m_app->add_flag(flag.names, flag.into, m_texts.tr(flag.help))->group(k_common);
  }
}

// CLI11's part of it: words become values of options.
util::Outcome Parser::parse_words(const std::vector<std::string>& arguments)
{
  const std::string name = m_command.name;
  m_app->allow_extras();
  try {
    std::vector<std::string> words = with_negatives_joined(*m_app, arguments);
    std::ranges::reverse(words);
    m_app->parse(words);
  } catch (const CLI::ArgumentMismatch& error) {
    const std::string text = error.what();
    return util::Error{"usage.value_missing", {text.substr(0, text.find(':')), name}};
  } catch (const CLI::ParseError& error) {
    return util::Error{"usage.form", {error.what(), name}};
  }
  m_line->unmark(k_whole);
  std::vector<std::string> left = m_app->remaining();
  std::erase(left, "--"); // it only says that no option follows
  if (left.empty()) {
    return util::Done{};
  }
  const auto option = std::ranges::find_if(
    left, [](const std::string& w) { return w.starts_with('-') && w.size() > 1; });
  return unknown_word(*m_app, name, option == left.end() ? left.front() : *option);
}

util::Outcome Parser::check_key() const
{
  constexpr std::size_t k_longest = 200;
  const std::string& key = m_common.idempotency_key;
  const bool is_given = m_command.keyed && m_app->count("--idempotency-key") > 0;
  if (is_given && (util::trim(key).empty() || key.size() > k_longest)) {
    return util::Error{"idempotency.key", {std::to_string(k_longest)}}.at("--idempotency-key");
  }
  return util::Done{};
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

util::Outcome Parser::parse(const std::vector<std::string>& arguments)
{
  const auto foreign =
    std::ranges::find_if(arguments, [](const std::string& word) { return !util::is_utf8(word); });
  if (foreign != arguments.end()) {
    return util::Error{"usage.encoding", {*foreign}};
  }
  TRY(parse_words(arguments));
  take_settings();
  if (!m_common.csv_for.empty() && m_common.csv_for != "excel") {
    return util::Error{"usage.choice", {m_common.csv_for, "--csv-for", "excel"}};
  }
  TRY(check_key());
  if (!m_common.columns.empty()) {
    for (const std::string_view column : util::split(m_common.columns, ',')) {
      m_common.list.columns.emplace_back(util::trim(column));
    }
  }
  if (const util::Outcome typed = m_line->read_as_typed();
      !typed) { // such a value stays as it is, which no command takes: all is told at once
    m_common.two_ways = typed.errors();
  }
  return util::Done{};
}

namespace {

OptionHelp help_of(const CLI::Option& option)
{
  OptionHelp help;
  help.positional = option.get_positional();
  help.text = option.get_description();
  help.common = is_common(&option);
  help.optional = option.get_group() == k_optional;
  help.repeatable = option.get_expected_max() > 1;
  if (help.positional) {
    help.names = option.get_name();
    return help;
  }
  for (const std::string& name : option.get_snames()) {
    join_to(help.names, "-" + name);
  }
  for (const std::string& name : option.get_lnames()) {
    join_to(help.names, "--" + name);
  }
  help.value = option.get_expected_max() == 0 ? "" : option.get_type_name();
  return help;
}

} // namespace

util::Outcome parse_common(const std::vector<std::string>& arguments)
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

std::vector<OptionHelp> options_of(const Parser& parser)
{
  std::vector<OptionHelp> all;
  for (const CLI::Option* option : parser.app().get_options()) {
    all.push_back(help_of(*option));
  }
  return all;
}

} // namespace myatlas::cli
