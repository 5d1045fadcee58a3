#include "help.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "command_list.hpp"
#include "output/wrap.hpp"
#include "parser.hpp"
#include "texts/errors.hpp"
#include "texts/texts.hpp"
#include "util/text.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

// "--state A|B|C", with words that leave the line on the next one.
std::string head_of(const OptionHelp& option, std::size_t width)
{
  const std::size_t indent = 2 + option.names.size() + 1;
  std::string head = "  " + option.names, line;
  for (const std::string_view word : util::split(option.value, '|')) {
    if (indent + line.size() + 1 + word.size() > width) {
      head += line + "|\n" + std::string(indent - 1, ' ');
      line.clear();
    }
    line += (line.empty() ? " " : "|") + std::string(word);
  }
  return head + (option.value.empty() ? "" : line);
}

std::string option_line(const OptionHelp& option, std::size_t width)
{
  constexpr std::size_t k_indent = 30;
  const std::string head = head_of(option, width);
  const std::size_t column = util::length_utf8(head.substr(head.rfind('\n') + 1));
  const std::string gap =
    column >= k_indent ? "\n" + std::string(k_indent, ' ') : std::string(k_indent - column, ' ');
  return head + gap + wrapped(option.text, k_indent, k_indent, width) + "\n";
}

// Each command that is wanted, with what it does.
template <typename Wanted>
std::string command_lines(const Texts& texts, std::size_t width, Wanted wanted)
{
  constexpr std::size_t k_indent = 29;
  std::string lines;
  for (const Command* command : all_commands()) {
    lines += wanted(*command)
               ? fmt::format("  {:<26} {}\n", command->name,
                             wrapped(texts.tr(command->summary), k_indent, k_indent, width))
               : "";
  }
  return lines;
}

constexpr std::pair<std::string_view, std::string_view> k_pages[] = {
  {"csv", "5"},         {"settings", "5"}, {"administration", "7"}, {"errors", "7"},
  {"exit-status", "7"}, {"glossary", "7"}, {"scripting", "7"}};

std::string title(const Texts& texts)
{
  return fmt::format(
    "{}\n\n{}\n  {}\n",
    texts.tr(N_(
      "myatlas: prepares and checks what goes to OPCO Atlas's portal, and is independent of it.")),
    texts.tr(N_("Usage:")), texts.tr(N_("myatlas COMMAND [options]")));
}

// Where more is told than in the first lines.
std::string pointer_lines(const Texts& texts, std::size_t width)
{
  constexpr std::pair<const char*, const char*> k_pointers[] = {
    {"myatlas help", N_("All commands, by subject")},
    {"myatlas COMMAND --help", N_("One command, with examples")},
    {"myatlas admin", N_("The OPCO's side: requests, invoices, accounts")},
    {"myatlas help CODE", N_("What an error code means: help siret.scientific")},
    {"myatlas help glossary", N_("The words of the trade; also: csv, scripting, settings, errors")},
    {"man myatlas", N_("The manual")},
  };
  std::string lines;
  for (const auto& [name, text] : k_pointers) {
    lines += fmt::format("  {:<26} {}\n", name, wrapped(texts.tr(text), 29, 29, width));
  }
  return lines;
}

} // namespace

std::string use_of(const Texts& texts, const Command& command,
                   const std::vector<OptionHelp>& options)
{
  std::string use = fmt::format("myatlas {}", command.name);
  bool has_options = false;
  for (const OptionHelp& option : options) {
    const std::string name = option.names + (option.repeatable ? "..." : "");
    if (option.positional) {
      use += option.optional ? " [" + name + "]" : " " + name;
    }
    has_options = has_options || (!option.positional && !option.common);
  }
  return use + (has_options ? texts.trf(N_(" [options]")) : "");
}

std::string first_help(const Texts& texts, std::size_t columns)
{
  constexpr std::array<std::string_view, 6> k_first = {
    "check", "simulate-contribution", "import", "register", "list-deadlines", "doctor"};
  std::string commands;
  for (const std::string_view name : k_first) {
    commands += command_lines(texts, readable_width(columns),
                              [&](const Command& command) { return name == command.name; });
  }
  return title(texts) +
         fmt::format("\n{}\n{}\n{}\n", texts.tr(N_("To begin with:")), commands,
                     texts.tr(N_("Where the rest is told:"))) +
         pointer_lines(texts, readable_width(columns));
}

std::string code_help(const Texts& texts, const std::string& code)
{
  const Message& message = message_for(code);
  if (message.code != code) {
    return "";
  }
  return fmt::format("{}\n\n  {}\n", code, texts.tr(message.sentence)) +
         (*message.hint == '\0'
            ? ""
            : fmt::format("  {}\n", texts.trf(N_("remedy: {0}"), texts.tr(message.hint)))) +
         fmt::format("\n{}\n", texts.trf(N_("Exit status {0}. Numbers in braces stand for what was "
                                            "found. All codes: man 7 myatlas-errors."),
                                         std::to_string(static_cast<int>(message.status))));
}

std::string section_of_page(const std::string& topic)
{
  for (const auto& [name, section] : k_pages) {
    if (name == topic) {
      return std::string(section);
    }
  }
  return "";
}

std::string general_help(const Texts& texts, std::size_t columns)
{
  std::string help = title(texts);
  for (const Group group : k_groups) {
    help += fmt::format("\n{}\n{}", texts.trf(N_("{0}:"), texts.tr(title_of(group))),
                        command_lines(texts, readable_width(columns), [&](const Command& command) {
                          return command.group == group;
                        }));
  }
  return help + "\n" +
         texts.tr(N_("Help of a command: myatlas COMMAND --help. Manual: man myatlas.")) + "\n";
}

std::string group_help(const Texts& texts, const std::string& group, std::size_t columns)
{
  const std::string lines =
    command_lines(texts, readable_width(columns), [&](const Command& command) {
      return std::string_view(command.name).starts_with(group + " ");
    });
  if (lines.empty()) {
    return "";
  }
  const std::size_t width = readable_width(columns);
  const std::string purpose =
    group != "admin"
      ? ""
      : wrapped(
          texts.tr(N_("The OPCO's side, to practise with: it reviews requests and invoices, pays, "
                      "publishes, keeps accounts and sends the mails. Whoever may write the store "
                      "is the operator until accounts are in use; then myatlas admin "
                      "appoint-office EMAIL. To begin with: myatlas admin list-work.")),
          0, 0, width) +
          "\n\n";
  return fmt::format(
    "{}{}\n  {}\n\n{}\n{}\n", purpose, texts.tr(N_("Usage:")),
    texts.trf(N_("myatlas {0} COMMAND [options]"), group), lines,
    texts.trf(N_("One command, with examples: myatlas {0} COMMAND --help"), group));
}

std::string command_help(const Texts& texts, const Command& command, std::size_t columns)
{
  const Parser parser(command, texts);
  const std::vector<OptionHelp> options = options_of(parser);
  const std::size_t width = readable_width(columns);
  std::string help = fmt::format("{}\n\n{}\n", wrapped(texts.tr(command.summary), 0, 0, width),
                                 texts.tr(N_("Examples:")));
  for (const Example& example : command.examples) {
    help += fmt::format("  {}\n    {}\n", wrapped(texts.tr(example.comment), 2, 2, width),
                        wrapped_command(example.line, 4, width));
  }
  help += fmt::format("\n{}\n  {}\n\n{}\n", texts.tr(N_("Usage:")), use_of(texts, command, options),
                      wrapped(texts.tr(command.description), 0, 0, width));
  std::string own, common;
  for (const OptionHelp& option : options) {
    (option.common ? common : own) += option_line(option, width);
  }
  help += own.empty() ? "" : fmt::format("\n{}\n{}", texts.tr(N_("Options:")), own);
  return help + fmt::format("\n{}\n{}", texts.tr(N_("Global options:")), common);
}

} // namespace myatlas::cli
