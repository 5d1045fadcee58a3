#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "option_value.hpp"
#include "outcomes.hpp"
#include "texts/texts.hpp"
#include "words.hpp"

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace myatlas::operations {
struct Operation;
}

namespace myatlas::cli {

class Session;

using Action = std::function<int(Session&)>;

// The groups that CLI11 keeps of options: those of every command, and arguments that may be left
// out.
inline constexpr const char* k_common = "common";
inline constexpr const char* k_optional = "optional";

// What an argument is; its name in the help and what completes it follow from that.
enum class Kind
{
  account,
  batch,
  certificate,
  company,
  declaration,
  dossier,
  employee,
  establishment,
  file,
  invoice,
  letter,
  publication,
  receipt,
  setting,
  text, // anything else, by a name of its own
};

// What stands for an argument.
struct Meaning
{
  Meaning(Kind of);
  // Any text, or one of a few words: "bash|zsh|fish".
  Meaning(const char* named, std::string one_of = {})
    : kind(Kind::text), name(named), words(std::move(one_of))
  {
  }

  Kind kind;
  const char* name; // "NUMBER"
  std::string words;
};

// Whether an argument may be left out.
enum class Need
{
  always, // told before anything is done: usage.missing
  form,   // told by the command, with what else its form lacks
  none,   // "[NAME]" in the help
};

struct Argument
{
  Meaning meaning;
  Need need;
  const std::string* text; // what was given: one, or several
  const std::vector<std::string>* list;

  bool is_given() const { return text != nullptr ? !text->empty() : !list->empty(); }
};

// What a command declares its options on; CLI11 stays behind it.
class CommandLine
{
public:
  CommandLine(CLI::App& app, texts::Texts texts) : m_app(app), m_language(std::move(texts)) {}

  // `flags` as CLI11 writes them ("-n,--dry-run").
  CommandLine& option(const char* flags, std::string& into, const OptionValue& value,
                      const char* help);
  // A file of results that is asked for: it is never one of the store's, and what stood there is
  // kept (see util::NewFile).
  CommandLine& target(const char* flags, std::string& into, const char* help);
  CommandLine& options(const char* flags, std::vector<std::string>& into, const OptionValue& value,
                       const char* help);
  CommandLine& flag(const char* flags, bool& into, const char* help);
  CommandLine& argument(const Meaning& meaning, std::string& into, const char* help,
                        Need need = Need::always);
  CommandLine& arguments(const Meaning& meaning, std::vector<std::string>& into, const char* help,
                         Need need = Need::always);
  // What is made of an option or argument goes by its name: a file of its path.
  template <typename Member, typename Value>
  void stands_for(const Member& member, const Value& value)
  {
    m_named.push_back({name_at(&value), &member});
  }
  const std::vector<Argument>& arguments() const { return m_arguments; }

  // How the value of an option ("--payroll") is read.
  Reads reads_of(std::string_view option) const;

  // The option or argument whose value stands there: "--payroll-year", "NUMBER"; empty: none does.
  std::string name_at(const void* value) const;

  // usage.missing of the first argument that always has to be there.
  Outcome check_arguments() const;

  // What to do once the line is understood.
  void run(Action action) { m_action = std::move(action); }
  const Action& action() const { return m_action; }
  std::vector<std::string> targets() const; // those that were given

  // usage.both of a target that is another file of the line: what is read would be gone, or one
  // result would take the place of another.
  Outcome check_targets() const;

  // Values as people type them become what forms have: see typed_values.hpp. Fails with the option
  // as the place.
  Outcome read_as_typed();

  // Takes `mark` off the front of every value that was read.
  void unmark(char mark);

private:
  void add_argument(Argument argument);

  CLI::App& m_app;
  texts::Texts m_language; // of the help
  struct Typed
  {
    std::string option; // "--payroll"
    Reads reads;
    std::string* text;
    std::vector<std::string>* list;
  };
  struct Named
  {
    std::string name;
    const void* value;
  };

  // Where a path is kept: of an argument, which has no name, or an option.
  struct FileValue
  {
    std::string option;
    const std::string* text;
    const std::vector<std::string>* list;
  };
  struct FileOnLine
  {
    std::string told, path; // "--batch clients.csv"
    bool is_target;
  };
  void add_file_on_line(const FileValue& value, const std::string& path,
                        std::vector<FileOnLine>& files) const;
  std::vector<FileOnLine> files_on_line() const;

  std::vector<Argument> m_arguments;
  std::vector<FileValue> m_files;
  std::vector<Named> m_named;
  std::vector<Typed> m_typed;
  std::vector<std::string*> m_texts, m_targets;
  std::vector<std::vector<std::string>*> m_lists;
  Action m_action;
};

enum class Group
{
  account,
  companies,
  requests,
  invoices,
  contributions,
  publications, // letters, alerts, what is published
  files,
  office,
  upkeep,
};

inline constexpr Group k_groups[] = {Group::account,  Group::companies,     Group::requests,
                                     Group::invoices, Group::contributions, Group::publications,
                                     Group::files,    Group::office,        Group::upkeep};

const char* title_of(Group group); // msgid

struct Example
{
  const char* comment; // msgid
  const char* line;
};

// A subcommand, as data: its help, its page of the manual and its completion come from here.
struct Command
{
  const char* name; // "add-siret", "admin open-request"
  Group group;
  const char* summary;     // msgid, one line
  const char* description; // msgid, a few sentences
  std::span<const Example> examples;
  void (*declare)(CommandLine&);                    // asks, with_options or without_options
  const operations::Operation* operation = nullptr; // what it asks of a store
  const char* answers = ""; // else the schemas of its documents: "rates-shown/1|rates-checked/1"
  bool keyed = false; // takes --idempotency-key: one write, nothing from the network, no secret
  bool bears_wrong_settings = false; // helps to put them right, or has no use for them
};

// The exit status a command ends with; what went wrong instead is said.
int end_with(Session& session, const Result<int>& status);

template <typename Options>
std::shared_ptr<Options> bound(CommandLine& line, void (*bind)(CommandLine&, Options&))
{
  auto options = std::make_shared<Options>(); // they live as long as the action that uses them
  bind(line, *options);
  return options;
}

// A command without options of its own.
template <auto run>
void without_options(CommandLine& line)
{
  line.run([](Session& session) { return end_with(session, run(session)); });
}

template <auto bind, auto run>
void with_options(CommandLine& line)
{
  line.run([options = bound(line, bind)](Session& session) {
    return end_with(session, run(session, *options));
  });
}

} // namespace myatlas::cli
