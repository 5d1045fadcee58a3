#include "completion.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "command.hpp"
#include "commands/commands.hpp"
#include "commands/options.hpp"
#include "domain/correspondence/alert.hpp"
#include "domain/correspondence/official_letter.hpp"
#include "domain/values/kinds_of_check.hpp"
#include "formats/tables/columns.hpp"
#include "manual.hpp"
#include "parser.hpp"
#include "session.hpp"
#include "settings.hpp"
#include "util/text.hpp"

namespace myatlas::cli {

namespace {

// Candidates are values of the store, which others wrote: each is quoted as the word on the line
// is, so that the shell takes it for that word whatever is in it. What the word holds so far is
// handed over without its quotes.
constexpr const char* k_bash = R"shell(_myatlas()
{
  local begun=${COMP_WORDS[COMP_CWORD]} words=("${COMP_WORDS[@]:1:COMP_CWORD}") value help
  COMPREPLY=()
  while IFS=$'\t' read -r value help; do
    case $begun in
      \'*) value=${value//\'/\'\\\'\'} ;;
      \"*)
        [[ $value == *!* ]] && continue # history would be expanded there
        value=${value//\\/\\\\} value=${value//\"/\\\"} value=${value//\$/\\\$} value=${value//\`/\\\`}
        ;;
      *) printf -v value %q "$value" ;;
    esac
    COMPREPLY+=("$value")
  done < <(myatlas __complete -- "${words[@]//[\"\'\\]/}" 2> /dev/null)
}
complete -o default -F _myatlas myatlas
)shell";

// zsh quotes what it inserts by itself.
constexpr const char* k_zsh = R"shell(#compdef myatlas
_myatlas()
{
  local -a candidates
  local value help
  while IFS=$'\t' read -r value help; do
    value=${value//\\/\\\\}
    candidates+=("${value//:/\\:}:$help")
  done < <(myatlas __complete -- "${(@Q)words[2,CURRENT]}" 2> /dev/null)
  _describe 'myatlas' candidates -U || _files # a company is found by its name, and stands by its number
}
if [[ $funcstack[1] = _myatlas ]]; then
  _myatlas "$@" # zsh loads this file for the first word that is completed
else
  compdef _myatlas myatlas
fi
)shell";

// So does fish.
constexpr const char* k_fish = R"shell(function __myatlas_complete
  set -l candidates (myatlas __complete -- (commandline -opc)[2..-1] (commandline -ct) 2> /dev/null)
  if test (count $candidates) -gt 0
    printf '%s\n' $candidates
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c myatlas -f -a "(__myatlas_complete)"
)shell";

// The word that is being written: its text, what stands before it in the same word, "--scheme=",
// and the words before it.
struct Begun
{
  std::string text, before = {};
  std::vector<std::string> line = {};
};

// "--store FILE" or "--store=FILE" before the word; empty when it is not there.
std::string value_before(const Begun& begun, const std::string& option)
{
  std::string value;
  for (std::size_t i = 0; i < begun.line.size(); ++i) {
    if (begun.line[i].starts_with(option + "=")) {
      value = begun.line[i].substr(option.size() + 1);
    } else if (begun.line[i] == option && i + 1 < begun.line.size()) {
      value = begun.line[i + 1];
    }
  }
  return value;
}

void offer(const Env& env, const std::string& value, const std::string& help, const Begun& begun)
{
  if (value.starts_with(begun.text)) {
    say(env.out, fmt::format("{}{}\t{}\n", begun.before, value, help));
  }
}

void offer_commands(const Env& env, const std::string& before, const Begun& begun)
{
  std::set<std::string> seen;
  const std::string prefix = before.empty() ? "" : before + " ";
  for (const Command* command : all_commands()) {
    const std::string name = command->name;
    if (name.starts_with(prefix)) {
      const std::string word =
        name.substr(prefix.size(), name.find(' ', prefix.size()) - prefix.size());
      if (seen.insert(word).second) {
        const bool whole = prefix.size() + word.size() == name.size();
        offer(env, word, whole ? tr(command->summary) : tr(N_("A group of commands")), begun);
      }
    }
  }
}

bool is_named(const OptionHelp& help, const std::string& option)
{
  return help.names == option || help.names.ends_with(" " + option) ||
         help.names.starts_with(option + ",");
}

void offer_words(const Env& env, std::string_view words, char between, const Begun& begun)
{
  for (const std::string_view part : util::split(words, between)) {
    const std::string word(util::trim(part)), same = word.substr(0, begun.text.size());
    if (util::to_lower(same) ==
        util::to_lower(begun.text)) { // case apart, as the commands take them
      offer(env, word, "", {same, begun.before});
    }
  }
}

std::string check_kinds()
{
  std::string kinds;
  for (const domain::CheckKind& kind : domain::check_kinds()) {
    kinds += (kinds.empty() ? "" : "|") + std::string(kind.name);
  }
  return kinds;
}

// Arguments that are one of a few words: of a command, the how manieth, and the words,
// "bash|zsh|fish".
struct ClosedArgument
{
  std::string_view command;
  std::size_t position;
  std::string (*words)();
};

constexpr ClosedArgument k_closed[] = {
  {"check", 0, check_kinds},
  {"import", 0, [] { return words_known(formats::parse_file_kind); }},
  {"export", 0, [] { return words_known(formats::parse_file_kind) + "|invoice"; }},
  {"template", 0, [] { return words_known(formats::parse_file_kind) + "|contract"; }},
  {"set-preference", 0, [] { return words_known(domain::parse_letter_kind); }},
  {"set-preference", 1, [] { return words_known(domain::parse_channel); }},
  {"set-alert", 0, [] { return words_known(domain::parse_alert_event); }},
  {"set-alert", 1, [] { return words_known(domain::parse_frequency); }},
  {"rates", 0, [] { return std::string("show|check"); }},
  {"schema", 0, schema_names},
  {"completion", 0, [] { return std::string("bash|zsh|fish"); }},
};

// How many arguments stand before the word: what is no option, nor the value of one.
std::size_t arguments_in(const Command& command, const std::vector<std::string>& words)
{
  const Parser parser(command);
  const std::vector<OptionHelp> options = options_of(parser);
  const auto takes_value = [&](const std::string& word) {
    return std::ranges::any_of(
      options, [&](const OptionHelp& help) { return !help.value.empty() && is_named(help, word); });
  };
  std::size_t count = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool option = words[i].size() > 1 && words[i][0] == '-';
    count += option ? 0 : 1;
    i += option && takes_value(words[i]) ? 1 : 0;
  }
  return count;
}

void offer_closed(const Env& env, const Command& command, std::size_t position, const Begun& begun)
{
  for (const ClosedArgument& argument : k_closed) {
    if (argument.command == command.name && argument.position == position) {
      offer_words(env, argument.words(), '|', begun);
    }
  }
}

void offer_options(const Env& env, const Command& command, const Begun& begun)
{
  const Parser parser(command);
  for (const OptionHelp& option : options_of(parser)) {
    const std::size_t at = option.names.find("--");
    if (at != std::string::npos) {
      offer(env, option.names.substr(at), option.text, begun);
    }
  }
}

// What the store has, as the account that is logged in sees it, else its operator. A store that is
// not there has nothing.
void offer_stored(const Env& env, store::CandidateKind kind, const Begun& begun)
{
  Flags flags;
  for (const char* key : {"store", "account"}) {
    if (const std::string value = value_before(begun, std::string("--") + key); !value.empty()) {
      flags[key] = value;
    }
  }
  util::Result<Settings> settings = Settings::resolve(env, flags);
  if (!settings) {
    return;
  }
  CommonOptions options;
  options.now = value_before(begun, "--now");
  options.quiet = true; // a Tab is answered with words alone
  Session session(env, *std::move(settings), options, *find_command("version"));
  const auto context = session.set_clock()
                         ? session.open(store::Store::Use::read, Login::account_or_host)
                         : util::Result<services::Context*>(util::Error{"session.required", {}});
  if (!context) {
    return;
  }
  for (const store::Candidate& found :
       (*context)->store.candidates().list(kind, begun.text, services::perimeter_of(**context))) {
    offer(env, found.value, util::printable(found.about),
          {found.value.substr(0, begun.text.size()), begun.before}); // case apart
  }
}

struct StoredValue
{
  std::string_view name; // an option, or how the help names what follows it or stands alone
  store::CandidateKind kind;
};

constexpr StoredValue k_stored[] = {
  {"--siret", store::CandidateKind::siret},     {"SIRET", store::CandidateKind::siret},
  {"--company", store::CandidateKind::siren},   {"SIREN", store::CandidateKind::siren},
  {"--request", store::CandidateKind::dossier}, {"BATCH", store::CandidateKind::batch},
  {"--invoice", store::CandidateKind::invoice},
};

std::optional<store::CandidateKind> stored_kind(std::string_view name)
{
  const auto found = std::ranges::find(k_stored, name, &StoredValue::name);
  return found == std::end(k_stored) ? std::nullopt : std::optional(found->kind);
}

// A NUMBER is of what its help says.
std::optional<store::CandidateKind> kind_of(const OptionHelp& argument)
{
  if (argument.names == "NUMBER") {
    return argument.text == tr(N_("Number of the dossier"))
             ? std::optional(store::CandidateKind::dossier)
           : argument.text == tr(N_("Number of the invoice"))
             ? std::optional(store::CandidateKind::invoice)
             : std::nullopt;
  }
  return stored_kind(argument.names);
}

void offer_arguments(const Env& env, const Command& command, std::size_t position,
                     const Begun& begun)
{
  const Parser parser(command);
  std::size_t count = 0;
  for (const OptionHelp& argument : options_of(parser)) {
    const bool here =
      argument.positional && (count == position || (argument.repeatable && count < position));
    count += argument.positional ? 1 : 0;
    if (const auto kind = here ? kind_of(argument) : std::nullopt) {
      offer_stored(env, *kind, begun);
    }
  }
}

// The value of the option before the word, when it has a list of words or the store knows some.
bool offer_values(const Env& env, const Command& command, const std::string& option,
                  const Begun& begun)
{
  const Parser parser(command);
  for (const OptionHelp& help : options_of(parser)) {
    const bool named = is_named(help, option);
    if (named && help.value.find('|') != std::string::npos) {
      offer_words(env, help.value, '|', begun);
      return true;
    }
    if (named && stored_kind(option)) {
      offer_stored(env, *stored_kind(option), begun);
      return true;
    }
    if (named && !help.value.empty()) {
      return true; // a value nobody can know; the shell offers files
    }
  }
  return false;
}

// "--scheme", "=", "pdc", as bash parts them, in one word again.
std::vector<std::string> with_values_joined(const std::vector<std::string>& words)
{
  std::vector<std::string> joined;
  bool follows = false;
  for (const std::string& word : words) {
    if (!joined.empty() && (word == "=" || follows)) {
      joined.back() += word;
    } else {
      joined.push_back(word);
    }
    follows = word == "=";
  }
  return joined;
}

} // namespace

int complete(const Env& env)
{
  std::vector<std::string> words(env.arguments.begin() +
                                   (env.arguments.size() > 1 && env.arguments[1] == "--" ? 2 : 1),
                                 env.arguments.end());
  Begun begun{words.empty() ? "" : words.back()};
  if (!words.empty()) {
    words.pop_back();
  }
  if (!words.empty() && words.front() == "help") {
    words.erase(words.begin());
  }
  std::string option = words.empty() ? "" : words.back(); // whose value the word may be
  if (begun.text == "=" || option == "=") {               // bash parts "--scheme=p" there
    option = begun.text == "=" ? option : words.size() > 1 ? words[words.size() - 2] : "";
    begun.text = begun.text == "=" ? "" : begun.text;
  } else if (const std::size_t equals = begun.text.find('=');
             begun.text.starts_with("--") && equals != std::string::npos) {
    option = begun.text.substr(0, equals);
    begun = {begun.text.substr(equals + 1), option + "="};
  }
  begun.line = with_values_joined(words);
  const Words found = find_words(begun.line);
  const Command* command = find_command(found.command);
  const Command& known =
    command == nullptr ? *find_command("version") : *command; // any has the options of all
  if (begun.text.starts_with('-')) {
    offer_options(env, known, begun);
  } else if (offer_values(env, known, option, begun)) {
    return 0;
  } else if (command == nullptr) {
    offer_commands(env, found.command, begun);
  } else {
    const std::size_t position = arguments_in(*command, found.arguments);
    offer_closed(env, *command, position, begun);
    offer_arguments(env, *command, position, begun);
  }
  return 0;
}

int print_manual(const Env& env)
{
  std::string name;
  for (std::size_t i = 1; i < env.arguments.size() && !env.arguments[i].starts_with("--lang");
       ++i) {
    name += (name.empty() ? "" : " ") + env.arguments[i];
  }
  if (name == "--list") {
    for (const Command* command : all_commands()) {
      say(env.out, fmt::format("{}\n", command->name));
    }
    return 0;
  }
  if (name == "--settings") {
    say(env.out, settings_page());
    return 0;
  }
  if (name == "--errors") {
    say(env.out, errors_page());
    return 0;
  }
  const Command* command = find_command(name);
  if (command == nullptr) {
    return 1;
  }
  say(env.out, manual_page(*command));
  return 0;
}

const char* completion_script(const std::string& shell)
{
  return shell == "bash" ? k_bash : shell == "zsh" ? k_zsh : shell == "fish" ? k_fish : nullptr;
}

} // namespace myatlas::cli
