#include "manual.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "command_list.hpp"
#include "help.hpp"
#include "output/wrap.hpp"
#include "parser.hpp"
#include "settings.hpp"
#include "texts/errors.hpp"
#include "texts/texts.hpp"
#include "util/text.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

std::string roff(std::string_view text)
{
  std::string escaped;
  for (const char c : text) {
    if (c == '\\' || c == '-') {
      escaped += c == '-' ? "\\-" : "\\e";
    } else {
      escaped += c;
    }
  }
  return escaped.starts_with('.') || escaped.starts_with('\'') ? "\\&" + escaped : escaped;
}

std::string page_name(const Command& command)
{
  std::string name = fmt::format("myatlas-{}", command.name);
  for (char& c : name) {
    c = c == ' ' ? '-' : c;
  }
  return name;
}

constexpr std::size_t k_example_width = 64; // the page indents them

constexpr const char* k_dated = "2026-11-25 \"myatlas " MYATLAS_VERSION "\" \"MyAtlas\"";

// Words of a list may go on the next line.
std::string breakable(const std::string& words)
{
  std::string text;
  for (const char c : words) {
    text += c == '|' ? "|\\:" : std::string(1, c);
  }
  return text;
}

std::string roff_options(const Texts& texts, const std::vector<OptionHelp>& options)
{
  std::string text;
  for (const OptionHelp& option : options) {
    if (option.common) {
      continue;
    }
    text +=
      fmt::format(".TP\n\\fB{}\\fR{}\n{}\n", roff(option.names),
                  option.value.empty() ? "" : " \\fI" + breakable(roff(option.value)) + "\\fR",
                  roff(option.text));
  }
  return text.empty() ? text : fmt::format(".SH {}\n", texts.tr(N_("OPTIONS"))) + text;
}

// How wide a word is there: a character beyond ASCII takes eight.
std::size_t width_of(std::string_view word)
{
  const auto wide = std::ranges::count_if(word, [](unsigned char c) { return c >= 0xC0; });
  return word.size() + 7 * static_cast<std::size_t>(wide);
}

// Running text in lines of at most about 80 characters, as roff wants them.
std::string filled_lines(std::string_view line)
{
  constexpr std::size_t k_most = 76;
  std::string text;
  std::size_t width = 0;
  for (const std::string_view word : util::split(line, ' ')) {
    const std::size_t size = width_of(word);
    if (width != 0 && width + 1 + size > k_most) {
      text += word.starts_with('.') || word.starts_with('\'') ? "\n\\&" : "\n";
      width = size;
    } else {
      text += width == 0 ? "" : " ";
      width += width == 0 ? size : size + 1;
    }
    text += word;
  }
  return text + "\n";
}

// A page whose running text is so filled; what is set apart stays.
std::string folded(const std::string& page)
{
  std::string text;
  bool filled = true, is_tag = false; // the line after .TP stands by itself
  for (const std::string_view line : util::split(page, '\n')) {
    if (line == ".nf" || line == ".fi") {
      filled = line == ".fi";
    }
    const bool whole = !filled || is_tag || line.starts_with('.');
    is_tag = line == ".TP";
    text += whole ? std::string(line) + "\n" : filled_lines(line);
  }
  text.pop_back(); // of the empty piece after the last line
  return text;
}

// The fields of a sentence stand for what was found.
std::string with_dots(const Texts& texts, const char* sentence)
{
  return with_fields(texts.tr(sentence), sentence, {"…", "…", "…", "…"});
}

std::string ended(const std::string& sentence)
{
  return sentence.ends_with('?') ? sentence : sentence + ".";
}

std::string error_entry(const Texts& texts, const Message& message)
{
  return fmt::format(
    ".TP\n\\fB{}\\fR ({})\n{}\n{}\n", roff(message.code), static_cast<int>(message.status),
    roff(ended(with_dots(texts, message.sentence))), roff(with_dots(texts, message.hint)));
}

} // namespace

std::string manual_page(const Texts& texts, const Command& command)
{
  const Parser parser(command, texts);
  const std::vector<OptionHelp> options = options_of(parser);
  std::string page = fmt::format(".TH {} 1 {}\n", page_name(command), k_dated);
  page += fmt::format(".SH {}\n{} \\- {}\n", texts.tr(N_("NAME")), roff(page_name(command)),
                      roff(texts.tr(command.summary)));
  page += fmt::format(".SH {}\n\\fB{}\\fR\n", texts.tr(N_("SYNOPSIS")),
                      roff(use_of(texts, command, options)));
  page += fmt::format(".SH {}\n", texts.tr(N_("EXAMPLES")));
  for (const Example& example : command.examples) {
    page += fmt::format(
      "{}{}\n.PP\n.nf\n.RS\n{}\n.RE\n.fi\n", &example == command.examples.data() ? "" : ".PP\n",
      roff(texts.tr(example.comment)), roff(wrapped_command(example.line, 0, k_example_width)));
  }
  page +=
    fmt::format(".SH {}\n{}\n", texts.tr(N_("DESCRIPTION")), roff(texts.tr(command.description)));
  page += roff_options(texts, options);
  page += fmt::format(".SH {}\n{}\n", texts.tr(N_("EXIT STATUS")),
                      roff(texts.tr(N_("See myatlas-exit-status(7)."))));
  return folded(page +
                fmt::format(".SH {}\nmyatlas(1), myatlas\\-errors(7), myatlas\\-scripting(7)\n",
                            texts.tr(N_("SEE ALSO"))));
}

std::string errors_page(const Texts& texts)
{
  struct Part
  {
    const char* title;
    std::vector<std::span<const Message>> tables;
  };
  const Part parts[] = {
    {N_("VALUES"), {value_messages()}},
    {N_("FILES"), {file_messages()}},
    {N_("ACCOUNTS"), {account_messages()}},
    {N_("DOSSIERS, INVOICES, CONTRIBUTIONS"), {dossier_messages(), contribution_messages()}},
    {N_("APPRENTICESHIP CONTRACTS"), {contract_messages()}},
    {N_("STRUCTURED INVOICES"), {einvoice_messages()}},
    {N_("EVIDENCE, MODULES, SUBROGATION"), {evidence_messages()}},
    {N_("NETWORK, MAIL, OPCO"), {network_messages()}},
    {N_("A STORE ON A SERVER"), {server_messages()}},
    {N_("MACHINE AND USE"), {system_messages()}}};
  std::string page = fmt::format(
    ".TH myatlas\\-errors 7 {}\n.SH {}\nmyatlas\\-errors \\- {}\n.SH {}\n{}\n", k_dated,
    texts.tr(N_("NAME")), roff(texts.tr(N_("every error code of myatlas"))),
    texts.tr(N_("DESCRIPTION")),
    roff(
      texts.tr(N_("Each code with the exit status it ends with, what it says and what to do."))));
  for (const Part& part : parts) {
    page += fmt::format(".SH {}\n", texts.tr(part.title));
    for (const std::span<const Message> table : part.tables) {
      for (const Message& message : table) {
        page += error_entry(texts, message);
      }
    }
  }
  return folded(page + fmt::format(".SH {}\nmyatlas(1), myatlas\\-exit\\-status(7)\n",
                                   texts.tr(N_("SEE ALSO"))));
}

std::string settings_page(const Texts& texts)
{
  std::string page = fmt::format(
    ".TH myatlas\\-settings 5 {}\n.SH {}\nmyatlas\\-settings \\- {}\n.SH {}\n.nf\n.RS\n"
    "# ~/.config/myatlas/config.toml\nlang = \"fr\"\nmail_url = "
    "\"smtps://smtp.cabinet.example:465\"\n"
    "mail_from = \"portail@cabinet.example\"\nmail_user = \"portail\"\nmail_password_file = "
    "\"/home/anne/.config/myatlas/smtp\"\n"
    ".RE\n.fi\n.SH {}\n{}\n.SH {}\n",
    k_dated, texts.tr(N_("NAME")), roff(texts.tr(N_("the settings of myatlas"))),
    texts.tr(N_("EXAMPLES")), texts.tr(N_("DESCRIPTION")),
    roff(texts.tr(
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
         "completion."))),
    texts.tr(N_("SETTINGS")));
  for (const SettingSpec& spec : k_settings) {
    std::string words(spec.allowed);
    std::ranges::replace(words, ' ', '|');
    const std::string value = words.empty() ? "" : " \\fI" + breakable(roff(words)) + "\\fR";
    const std::string option =
      is_option(spec) ? roff(texts.trf(N_("; on the command line: --{0}"), spec.key)) : "";
    page += fmt::format(".TP\n\\fB{}\\fR{}\n{}.\n{}\\fB{}\\fR{}\n", roff(spec.key), value,
                        roff(texts.tr(spec.help)), roff(texts.tr(N_("In the environment: "))),
                        spec.variable, option);
  }
  return folded(page + fmt::format(".SH {}\nmyatlas(1), myatlas\\-config\\-show(1), "
                                   "myatlas\\-config\\-set(1), myatlas\\-csv(5)\n",
                                   texts.tr(N_("SEE ALSO"))));
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
    say(env.out, settings_page(env.texts));
    return 0;
  }
  if (name == "--errors") {
    say(env.out, errors_page(env.texts));
    return 0;
  }
  const Command* command = find_command(name);
  if (command == nullptr) {
    return 1;
  }
  say(env.out, manual_page(env.texts, *command));
  return 0;
}

} // namespace myatlas::cli
