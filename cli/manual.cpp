#include "manual.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "command_list.hpp"
#include "help.hpp"
#include "output/joined.hpp"
#include "output/wrap.hpp"
#include "parser.hpp"
#include "roff.hpp"
#include "settings.hpp"
#include "texts/errors.hpp"
#include "texts/texts.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

std::string page_name(const Command& command)
{
  std::string name = fmt::format("myatlas-{}", command.name);
  std::ranges::replace(name, ' ', '-');
  return name;
}

constexpr std::size_t k_example_width = 64; // the page indents them

constexpr const char* k_dated = "2026-11-25 \"myatlas " MYATLAS_VERSION "\" \"MyAtlas\"";

std::string roff_option(const OptionHelp& option)
{
  return fmt::format(".TP\n\\fB{}\\fR{}\n{}\n", roff(option.names), roff_value(option.value),
                     roff(option.text));
}

std::string section(const Texts& texts, const char* title)
{
  return fmt::format(".SH {}\n", texts.tr(title));
}

std::string roff_options(const Texts& texts, const std::vector<OptionHelp>& options)
{
  std::string text;
  for (const OptionHelp& option : options) {
    text += option.common ? "" : roff_option(option);
  }
  return text.empty() ? text : section(texts, N_("OPTIONS")) + text;
}

// The fields of a sentence stand for what was found.
std::string with_dots(const Texts& texts, const char* sentence)
{
  return with_fields(texts.tr(sentence), sentence, {"…", "…", "…", "…"});
}

std::string ended(const std::string& sentence)
{
  if (sentence.ends_with('?')) {
    return sentence;
  }
  return sentence + ".";
}

std::string error_entry(const Texts& texts, const Message& message)
{
  return fmt::format(
    ".TP\n\\fB{}\\fR ({})\n{}\n{}\n", roff(message.code), static_cast<int>(message.status),
    roff(ended(with_dots(texts, message.sentence))), roff(with_dots(texts, message.hint)));
}

std::string error_entries(const Texts& texts, std::span<const Message> table)
{
  std::string entries;
  for (const Message& message : table) {
    entries += error_entry(texts, message);
  }
  return entries;
}

// The page of a command, section by section.
class CommandPage
{
public:
  CommandPage(const Texts& texts, const Command& command)
    : m_texts(texts), m_command(command), m_options(options_of(Parser(command, texts)))
  {
  }

  std::string text() const
  {
    return fmt::format(".TH {} 1 {}\n", page_name(m_command), k_dated) + name() + synopsis() +
           section(m_texts, N_("EXAMPLES")) + examples() +
           part(N_("DESCRIPTION"), tr(m_command.description)) + roff_options(m_texts, m_options) +
           last();
  }

private:
  std::string tr(const char* text) const { return m_texts.tr(text); }

  std::string part(const char* title, const std::string& text) const
  {
    return section(m_texts, title) + roff(text) + "\n";
  }

  std::string name() const
  {
    return section(m_texts, N_("NAME")) +
           fmt::format("{} \\- {}\n", roff(page_name(m_command)), roff(tr(m_command.summary)));
  }

  std::string synopsis() const
  {
    return section(m_texts, N_("SYNOPSIS")) +
           fmt::format("\\fB{}\\fR\n", roff(use_of(m_texts, m_command, m_options)));
  }

  std::string examples() const
  {
    std::string text;
    for (const Example& one : m_command.examples) {
      text += (text.empty() ? "" : ".PP\n") + example(one);
    }
    return text;
  }

  std::string example(const Example& one) const
  {
    return fmt::format("{}\n.PP\n.nf\n.RS\n{}\n.RE\n.fi\n", roff(tr(one.comment)),
                       roff(wrapped_command(one.line, 0, k_example_width)));
  }

  std::string last() const
  {
    return part(N_("EXIT STATUS"), tr(N_("See myatlas-exit-status(7)."))) +
           section(m_texts, N_("SEE ALSO")) +
           "myatlas(1), myatlas\\-errors(7), myatlas\\-scripting(7)\n";
  }

  const Texts& m_texts;
  const Command& m_command;
  std::vector<OptionHelp> m_options;
};

struct ErrorsPart
{
  const char* title;
  std::vector<std::span<const Message>> tables;
};

std::vector<ErrorsPart> parts_of_errors()
{
  return {{N_("VALUES"), {value_messages()}},
          {N_("FILES"), {file_messages()}},
          {N_("ACCOUNTS"), {account_messages()}},
          {N_("DOSSIERS, INVOICES, CONTRIBUTIONS"), {dossier_messages(), contribution_messages()}},
          {N_("APPRENTICESHIP CONTRACTS"), {contract_messages()}},
          {N_("STRUCTURED INVOICES"), {einvoice_messages()}},
          {N_("EVIDENCE, MODULES, SUBROGATION"), {evidence_messages()}},
          {N_("NETWORK, MAIL, OPCO"), {network_messages()}},
          {N_("A STORE ON A SERVER"), {server_messages()}},
          {N_("MACHINE AND USE"), {system_messages()}}};
}

std::string errors_head(const Texts& texts)
{
  return fmt::format(
    ".TH myatlas\\-errors 7 {}\n{}myatlas\\-errors \\- {}\n{}{}\n", k_dated,
    section(texts, N_("NAME")), roff(texts.tr(N_("every error code of myatlas"))),
    section(texts, N_("DESCRIPTION")),
    roff(
      texts.tr(N_("Each code with the exit status it ends with, what it says and what to do."))));
}

std::string errors_of(const Texts& texts, const ErrorsPart& part)
{
  std::string text = section(texts, part.title);
  for (const std::span<const Message> table : part.tables) {
    text += error_entries(texts, table);
  }
  return text;
}

constexpr const char* k_settings_example =
  ".nf\n.RS\n"
  "# ~/.config/myatlas/config.toml\nlang = \"fr\"\nmail_url = "
  "\"smtps://smtp.cabinet.example:465\"\n"
  "mail_from = \"portail@cabinet.example\"\nmail_user = \"portail\"\nmail_password_file = "
  "\"/home/anne/.config/myatlas/smtp\"\n"
  ".RE\n.fi\n";

constexpr const char* k_about_settings =
  N_("Settings stand in $XDG_CONFIG_HOME/myatlas/config.toml "
     "(~/.config/myatlas/config.toml), one KEY = \"VALUE\" a line, as TOML; "
     "another file is named by --config. Those of the machine stand in "
     "/etc/myatlas/config.toml and count where the user's says nothing (for tests "
     "MYATLAS_CONFIG_SYSTEM names another); paths are whole, without ~ and $HOME; "
     "\"myatlas config set\" writes a line. "
     "The environment wins over the files, and an option over both. "
     "\"myatlas config show --origin\" says what is in use and where it comes from; a "
     "key or a value that is not known ends every command "
     "with 78, but for those that help to find it: config show, doctor, version, schema, "
     "completion.");

std::string settings_head(const Texts& texts)
{
  return fmt::format(".TH myatlas\\-settings 5 {}\n{}myatlas\\-settings \\- {}\n", k_dated,
                     section(texts, N_("NAME")), roff(texts.tr(N_("the settings of myatlas"))));
}

std::string settings_description(const Texts& texts)
{
  return section(texts, N_("EXAMPLES")) + k_settings_example + section(texts, N_("DESCRIPTION")) +
         roff(texts.tr(k_about_settings)) + "\n";
}

// "; on the command line: --store"
std::string option_of_setting(const Texts& texts, const SettingSpec& spec)
{
  return is_option(spec) ? roff(texts.trf(N_("; on the command line: --{0}"), spec.key)) : "";
}

std::string value_of_setting(const SettingSpec& spec)
{
  std::string words(spec.allowed);
  std::ranges::replace(words, ' ', '|');
  return roff_value(words);
}

std::string setting_entry(const Texts& texts, const SettingSpec& spec)
{
  return fmt::format(".TP\n\\fB{}\\fR{}\n{}.\n{}\\fB{}\\fR{}\n", roff(spec.key),
                     value_of_setting(spec), roff(texts.tr(spec.help)),
                     roff(texts.tr(N_("In the environment: "))), spec.variable,
                     option_of_setting(texts, spec));
}

// The words behind the page that is asked for: "admin list-work".
std::string page_asked(const std::vector<std::string>& arguments)
{
  std::string name;
  for (std::size_t i = 1; i < arguments.size() && !arguments[i].starts_with("--lang"); ++i) {
    join_to(name, arguments[i], " ");
  }
  return name;
}

std::string names_of_commands()
{
  std::string names;
  for (const Command* command : all_commands()) {
    names += fmt::format("{}\n", command->name);
  }
  return names;
}

// None where no command is called that.
std::optional<std::string> page_of_command(const Texts& texts, const std::string& name)
{
  const Command* command = find_command(name);
  return command == nullptr ? std::nullopt : std::optional(manual_page(texts, *command));
}

std::optional<std::string> page_named(const Texts& texts, const std::string& name)
{
  if (name == "--list") {
    return names_of_commands();
  }
  if (name == "--settings") {
    return settings_page(texts);
  }
  return name == "--errors" ? errors_page(texts) : page_of_command(texts, name);
}

} // namespace

std::string manual_page(const Texts& texts, const Command& command)
{
  return folded_page(CommandPage(texts, command).text());
}

std::string errors_page(const Texts& texts)
{
  std::string page = errors_head(texts);
  for (const ErrorsPart& part : parts_of_errors()) {
    page += errors_of(texts, part);
  }
  return folded_page(page + section(texts, N_("SEE ALSO")) +
                     "myatlas(1), myatlas\\-exit\\-status(7)\n");
}

std::string settings_page(const Texts& texts)
{
  std::string page =
    settings_head(texts) + settings_description(texts) + section(texts, N_("SETTINGS"));
  for (const SettingSpec& spec : k_settings) {
    page += setting_entry(texts, spec);
  }
  return folded_page(page + section(texts, N_("SEE ALSO")) +
                     "myatlas(1), myatlas\\-config\\-show(1), "
                     "myatlas\\-config\\-set(1), myatlas\\-csv(5)\n");
}

int print_manual(const Env& env)
{
  const auto page = page_named(env.texts, page_asked(env.arguments));
  if (page) {
    say(env.out, *page);
  }
  return page ? 0 : 1;
}

} // namespace myatlas::cli
