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
#include "util/member_of.hpp"
#include "util/text.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

// "--state A|B|C", with words that leave the line on the next one.
class OptionHead
{
public:
  OptionHead(const std::string& names, std::size_t width)
    : m_indent(2 + names.size() + 1), m_width(width), m_text("  " + names)
  {
  }

  bool has_room_for(std::string_view word) const
  {
    return m_indent + m_line.size() + 1 + word.size() <= m_width;
  }

  void add(std::string_view word)
  {
    if (!has_room_for(word)) {
      turn();
    }
    m_line += (m_line.empty() ? " " : "|") + std::string(word);
  }

  std::string text() const { return m_text + m_line; }

private:
  void turn()
  {
    m_text += m_line + "|\n" + std::string(m_indent - 1, ' ');
    m_line.clear();
  }

  std::size_t m_indent, m_width;
  std::string m_text, m_line;
};

std::string head_of(const OptionHelp& option, std::size_t width)
{
  OptionHead head(option.names, width);
  if (!option.value.empty()) {
    for (const std::string_view word : util::split(option.value, '|')) {
      head.add(word);
    }
  }
  return head.text();
}

// Where a text ends in its last line.
std::size_t column_behind(const std::string& text)
{
  return util::length_utf8(text.substr(text.rfind('\n') + 1));
}

std::string blanks(std::size_t count)
{
  return std::string(count, ' ');
}

// Up to where texts begin, on the next line where there is no room.
std::string gap_behind(const std::string& head, std::size_t indent)
{
  const std::size_t column = column_behind(head);
  return column >= indent ? "\n" + blanks(indent) : blanks(indent - column);
}

std::string option_line(const OptionHelp& option, std::size_t width)
{
  constexpr std::size_t k_indent = 30;
  const std::string head = head_of(option, width);
  return head + gap_behind(head, k_indent) + wrapped(option.text, k_indent, k_indent, width) + "\n";
}

// A name, and what it is beside it.
std::string named_line(const char* name, const std::string& text, std::size_t width)
{
  constexpr std::size_t k_indent = 29;
  return fmt::format("  {:<26} {}\n", name, wrapped(text, k_indent, k_indent, width));
}

// Each command that is wanted, with what it does.
template <typename Wanted>
std::string command_lines(const Texts& texts, std::size_t width, Wanted wanted)
{
  std::string lines;
  for (const Command* command : all_commands()) {
    lines += wanted(*command) ? named_line(command->name, texts.tr(command->summary), width) : "";
  }
  return lines;
}

template <typename Member, typename Value>
std::string lines_where(const Texts& texts, std::size_t width,
                        util::MemberOf<Command, Member> member, const Value& value)
{
  return command_lines(texts, width, [&](const Command& one) { return one.*member == value; });
}

std::string lines_of_group(const Texts& texts, std::size_t width, Group group)
{
  return lines_where(texts, width, &Command::group, group);
}

std::string lines_named(const Texts& texts, std::size_t width, std::string_view name)
{
  return lines_where(texts, width, &Command::name, name);
}

bool is_below(const Command& command, const std::string& group)
{
  return std::string_view(command.name).starts_with(group + " ");
}

// Those of "admin".
std::string lines_below(const Texts& texts, std::size_t width, const std::string& group)
{
  return command_lines(texts, width, [&](const Command& one) { return is_below(one, group); });
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

struct Pointer
{
  const char* name;
  const char* text; // msgid
};

constexpr Pointer k_pointers[] = {
  {"myatlas help", N_("All commands, by subject")},
  {"myatlas COMMAND --help", N_("One command, with examples")},
  {"myatlas admin", N_("The OPCO's side: requests, invoices, accounts")},
  {"myatlas help CODE", N_("What an error code means: help siret.scientific")},
  {"myatlas help glossary", N_("The words of the trade; also: csv, scripting, settings, errors")},
  {"man myatlas", N_("The manual")},
};

// Where more is told than in the first lines.
std::string pointer_lines(const Texts& texts, std::size_t width)
{
  std::string lines;
  for (const Pointer& pointer : k_pointers) {
    lines += named_line(pointer.name, texts.tr(pointer.text), width);
  }
  return lines;
}

constexpr std::string_view k_first_commands[] = {"check",    "simulate-contribution", "import",
                                                 "register", "list-deadlines",        "doctor"};

std::string first_commands(const Texts& texts, std::size_t width)
{
  std::string commands;
  for (const std::string_view name : k_first_commands) {
    commands += lines_named(texts, width, name);
  }
  return commands;
}

std::string remedy_line(const Texts& texts, const char* hint)
{
  return *hint == '\0' ? "" : fmt::format("  {}\n", texts.trf(N_("remedy: {0}"), texts.tr(hint)));
}

std::string status_line(const Texts& texts, Status status)
{
  return fmt::format("\n{}\n", texts.trf(N_("Exit status {0}. Numbers in braces stand for what was "
                                            "found. All codes: man 7 myatlas-errors."),
                                         std::to_string(static_cast<int>(status))));
}

std::string group_part(const Texts& texts, Group group, std::size_t width)
{
  return fmt::format("\n{}\n{}", texts.trf(N_("{0}:"), texts.tr(title_of(group))),
                     lines_of_group(texts, width, group));
}

constexpr const char* k_purpose_of_admin =
  N_("The OPCO's side, to practise with: it reviews requests and invoices, pays, "
     "publishes, keeps accounts and sends the mails. Whoever may write the store "
     "is the operator until accounts are in use; then myatlas admin "
     "appoint-office EMAIL. To begin with: myatlas admin list-work.");

// What the commands of a group are for.
std::string purpose_of(const Texts& texts, const std::string& group, std::size_t width)
{
  return group == "admin" ? wrapped(texts.tr(k_purpose_of_admin), 0, 0, width) + "\n\n" : "";
}

std::string group_page(const Texts& texts, const std::string& group, const std::string& lines,
                       std::size_t width)
{
  return fmt::format(
    "{}{}\n  {}\n\n{}\n{}\n", purpose_of(texts, group, width), texts.tr(N_("Usage:")),
    texts.trf(N_("myatlas {0} COMMAND [options]"), group), lines,
    texts.trf(N_("One command, with examples: myatlas {0} COMMAND --help"), group));
}

// The help of a command, part by part.
class CommandHelp
{
public:
  CommandHelp(const Texts& texts, const Command& command, std::size_t width)
    : m_texts(texts), m_command(command), m_width(width),
      m_options(options_of(Parser(command, texts)))
  {
  }

  std::string text() const
  {
    const std::string own = options(false);
    return head() + examples() + usage() + (own.empty() ? "" : part(N_("Options:"), own)) +
           part(N_("Global options:"), options(true));
  }

private:
  std::string paragraph(const char* text) const { return wrapped(m_texts.tr(text), 0, 0, m_width); }

  std::string part(const char* title, const std::string& lines) const
  {
    return fmt::format("\n{}\n{}", m_texts.tr(title), lines);
  }

  std::string head() const
  {
    return fmt::format("{}\n\n{}\n", paragraph(m_command.summary), m_texts.tr(N_("Examples:")));
  }

  std::string example_lines(const Example& example) const
  {
    return fmt::format("  {}\n    {}\n", wrapped(m_texts.tr(example.comment), 2, 2, m_width),
                       wrapped_command(example.line, 4, m_width));
  }

  std::string examples() const
  {
    std::string text;
    for (const Example& example : m_command.examples) {
      text += example_lines(example);
    }
    return text;
  }

  std::string usage() const
  {
    return part(N_("Usage:"), fmt::format("  {}\n\n{}\n", use_of(m_texts, m_command, m_options),
                                          paragraph(m_command.description)));
  }

  // Those of every command, or its own.
  std::string options(bool common) const
  {
    std::string lines;
    for (const OptionHelp& option : m_options) {
      lines += option.common == common ? option_line(option, m_width) : "";
    }
    return lines;
  }

  const Texts& m_texts;
  const Command& m_command;
  std::size_t m_width;
  std::vector<OptionHelp> m_options;
};

std::string name_in_use(const OptionHelp& argument)
{
  const std::string name = argument.names + (argument.repeatable ? "..." : "");
  return argument.optional ? " [" + name + "]" : " " + name;
}

bool is_own_option(const OptionHelp& option)
{
  return !option.positional && !option.common;
}

} // namespace

std::string use_of(const Texts& texts, const Command& command,
                   const std::vector<OptionHelp>& options)
{
  std::string use = fmt::format("myatlas {}", command.name);
  for (const OptionHelp& option : options) {
    use += option.positional ? name_in_use(option) : "";
  }
  return std::ranges::any_of(options, is_own_option) ? use + texts.tr(N_(" [options]")) : use;
}

std::string first_help(const Texts& texts, std::size_t columns)
{
  const std::size_t width = readable_width(columns);
  return title(texts) +
         fmt::format("\n{}\n{}\n{}\n", texts.tr(N_("To begin with:")), first_commands(texts, width),
                     texts.tr(N_("Where the rest is told:"))) +
         pointer_lines(texts, width);
}

namespace {

std::string text_of_code(const Texts& texts, const Message& message)
{
  return fmt::format("{}\n\n  {}\n", message.code, texts.tr(message.sentence));
}

} // namespace

std::string code_help(const Texts& texts, const std::string& code)
{
  const Message& message = message_for(code);
  if (message.code != code) {
    return "";
  }
  return text_of_code(texts, message) + remedy_line(texts, message.hint) +
         status_line(texts, message.status);
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
    help += group_part(texts, group, readable_width(columns));
  }
  return help + "\n" +
         texts.tr(N_("Help of a command: myatlas COMMAND --help. Manual: man myatlas.")) + "\n";
}

std::string group_help(const Texts& texts, const std::string& group, std::size_t columns)
{
  const std::size_t width = readable_width(columns);
  const std::string lines = lines_below(texts, width, group);
  return lines.empty() ? "" : group_page(texts, group, lines, width);
}

std::string command_help(const Texts& texts, const Command& command, std::size_t columns)
{
  return CommandHelp(texts, command, readable_width(columns)).text();
}

} // namespace myatlas::cli
