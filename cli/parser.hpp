#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "command.hpp"
#include "common_options.hpp"
#include "settings.hpp"

namespace CLI {
class App;
} // namespace CLI

namespace myatlas::cli {

// The words of a line before its options are understood: which command, and what is left for it.
struct Words
{
  std::string command;                // "admin open-request", empty when there is none
  std::vector<std::string> arguments; // the rest
  bool help = false, version = false;
};

Words find_words(const std::vector<std::string>& arguments);

// The options of the one command chosen, and those of every command; the tree of the others is
// never built.
class Parser
{
public:
  // What its help says is in the language of `texts`.
  explicit Parser(const Command& command, const texts::Texts& texts = {});
  ~Parser();
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  // Fails with usage.option, usage.value_missing, usage.argument, usage.form.
  Outcome parse(const std::vector<std::string>& arguments);

  const Action& action() const { return m_line->action(); }
  std::vector<std::string> targets() const { return m_line->targets(); }
  Outcome check_arguments() const { return m_line->check_arguments(); }
  Outcome check_targets() const { return m_line->check_targets(); }
  const std::vector<Argument>& arguments() const { return m_line->arguments(); }
  const CommandLine& line() const { return *m_line; }
  const Flags& flags() const { return m_flags; }
  const CommonOptions& common() const { return m_common; }
  const CLI::App& app() const { return *m_app; }

private:
  void declare_settings();
  void declare_common();
  void declare_texts();
  void declare_list();
  void declare_page();
  void declare_key();
  CLI::Option* add(const char* names, std::string& into, const char* value,
                   const char* help); // msgid
  Outcome parse_words(const std::vector<std::string>& arguments);
  Outcome read_words(const std::vector<std::string>& arguments);
  Outcome check_empty() const; // usage.value_missing: '' where a list is asked
  Outcome check_left() const;  // what no option and no argument took
  Outcome check_csv_for() const;
  Outcome check_key() const;
  void read_as_typed();
  void take_settings();

  const Command& m_command;
  texts::Texts m_texts;
  std::unique_ptr<CLI::App> m_app;
  std::unique_ptr<CommandLine> m_line;
  Flags m_flags;
  std::map<std::string, std::string> m_given;
  CommonOptions m_common;
};

// An option as help, the manual and completion show it.
struct OptionHelp
{
  std::string names; // "-o, --output"
  std::string value; // "FILE", empty for a flag
  std::string text;
  bool common = false;
  bool positional = false, optional = false, repeatable = false; // of a positional
};

// What may stand before a command, read alone. Fails as Parser::parse does, of the command "help".
Outcome parse_common(const std::vector<std::string>& arguments);

std::vector<OptionHelp> options_of(const Parser& parser);

} // namespace myatlas::cli
