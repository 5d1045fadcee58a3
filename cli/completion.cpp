#include "completion.hpp"

#include <algorithm>
#include <memory>
#include <set>

#include <fmt/format.h>

#include "command.hpp"
#include "command_list.hpp"
#include "parser.hpp"
#include "services/context.hpp"
#include "session.hpp"
#include "settings.hpp"
#include "store_in_use.hpp"
#include "util/text.hpp"

namespace myatlas::cli {

namespace {

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
        offer(env, word,
              whole ? env.texts.tr(command->summary) : env.texts.tr(N_("A group of commands")),
              begun);
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

// The store that the line means, as the account that is logged in sees it, else its operator.
std::unique_ptr<Session> session_for(const Env& env, const Begun& begun)
{
  Flags flags;
  for (const char* key : {"store", "account"}) {
    if (const std::string value = value_before(begun, std::string("--") + key); !value.empty()) {
      flags[key] = value;
    }
  }
  Result<Settings> settings = Settings::resolve(env, flags);
  if (!settings) {
    return nullptr;
  }
  CommonOptions options;
  options.now = value_before(begun, "--now");
  options.quiet = true; // a Tab is answered with words alone
  auto session =
    std::make_unique<Session>(env, *std::move(settings), options, *find_command("version"));
  return session->set_clock() ? std::move(session) : nullptr;
}

// What the store has. One that is not there has nothing.
void offer_stored(const Env& env, store::CandidateKind kind, const Begun& begun)
{
  const std::unique_ptr<Session> session = session_for(env, begun);
  if (session == nullptr) {
    return;
  }
  StoreInUse& in_use = session->store_in_use();
  const auto context = in_use.open_for(operations::Effect::read, operations::Who::reader);
  if (!context) {
    return;
  }
  for (const store::Candidate& found :
       (*context)->store.candidates().list(kind, begun.text, services::perimeter_of(**context))) {
    offer(env, found.value, util::printable(found.about),
          {found.value.substr(0, begun.text.size()), begun.before}); // case apart
  }
}

struct StoredKind
{
  Kind kind;
  store::CandidateKind stored;
};

constexpr StoredKind k_stored[] = {
  {Kind::establishment, store::CandidateKind::siret}, {Kind::company, store::CandidateKind::siren},
  {Kind::dossier, store::CandidateKind::dossier},     {Kind::batch, store::CandidateKind::batch},
  {Kind::invoice, store::CandidateKind::invoice},
};

// Options that every command means the same by.
struct KindOfOption
{
  std::string_view name;
  Kind kind;
};

constexpr KindOfOption k_kinds_of_options[] = {
  {"--siret", Kind::establishment},
  {"--company", Kind::company},
  {"--request", Kind::dossier},
  {"--invoice", Kind::invoice},
};

// One of its words, or a value that the store knows.
void offer_meant(const Env& env, const Meaning& meaning, const Begun& begun)
{
  if (!meaning.words.empty()) {
    offer_words(env, meaning.words, '|', begun);
  }
  const auto stored = std::ranges::find(k_stored, meaning.kind, &StoredKind::kind);
  if (stored != std::end(k_stored)) {
    offer_stored(env, stored->stored, begun);
  }
}

void offer_arguments(const Env& env, const Command& command, std::size_t position,
                     const Begun& begun)
{
  const Parser parser(command, env.texts);
  std::size_t count = 0;
  for (const Argument& argument : parser.arguments()) {
    const bool goes_on = argument.list != nullptr && count < position;
    if (count == position || goes_on) {
      offer_meant(env, argument.meaning, begun);
    }
    ++count;
  }
}

// The value of the option before the word, when it has a list of words or the store knows some.
bool offer_values(const Env& env, const Command& command, const std::string& option,
                  const Begun& begun)
{
  const Parser parser(command, env.texts);
  for (const OptionHelp& help : options_of(parser)) {
    const bool named = is_named(help, option);
    if (named && help.value.find('|') != std::string::npos) {
      offer_words(env, help.value, '|', begun);
      return true;
    }
    const auto kind = std::ranges::find(k_kinds_of_options, option, &KindOfOption::name);
    if (named && kind != std::end(k_kinds_of_options)) {
      offer_meant(env, kind->kind, begun);
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

// The words before the one that is being written, without those that ask for help or completion.
std::vector<std::string> words_of(const Env& env)
{
  const std::vector<std::string>& all = env.arguments;
  const std::ptrdiff_t begin = all.size() > 1 && all[1] == "--" ? 2 : 1;
  std::vector<std::string> words(all.begin() + begin, all.end());
  if (words.size() > 1 && words.front() == "help") {
    words.erase(words.begin());
  }
  return words;
}

// The option whose value the word may be. A word that has its option in it, or "=" alone, is cut to
// the value.
std::string option_before(const std::vector<std::string>& words, Begun& begun)
{
  const std::string last = words.empty() ? "" : words.back();
  if (begun.text == "=") { // bash parts "--scheme=p" there
    begun.text.clear();
    return last;
  }
  if (last == "=") {
    return words.size() > 1 ? words[words.size() - 2] : "";
  }
  const std::size_t equals = begun.text.find('=');
  if (!begun.text.starts_with("--") || equals == std::string::npos) {
    return last;
  }
  const std::string option = begun.text.substr(0, equals);
  begun = {begun.text.substr(equals + 1), option + "="};
  return option;
}

} // namespace

int complete(const Env& env)
{
  std::vector<std::string> words = words_of(env);
  Begun begun{words.empty() ? "" : words.back()};
  if (!words.empty()) {
    words.pop_back();
  }
  const std::string option = option_before(words, begun);
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
    offer_arguments(env, *command, arguments_in(*command, found.arguments), begun);
  }
  return 0;
}

} // namespace myatlas::cli
