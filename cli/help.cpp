#include "help.hpp"

#include <fmt/format.h>

#include "parser.hpp"
#include "util/text.hpp"

namespace myatlas::cli {

namespace {

constexpr std::size_t k_width = 96;

// Lines of at most k_width, each after the first behind `indent` blanks.
std::string wrapped(const std::string& text, std::size_t start, std::size_t indent)
{
  std::string lines;
  std::size_t column = start;
  for (const std::string_view word : util::split(text, ' ')) {
    const std::size_t size = util::length_utf8(word);
    if (column + 1 + size > k_width && column > indent) {
      lines += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (!lines.empty()) {
      lines += ' ';
      ++column;
    }
    lines += word;
    column += size;
  }
  return lines;
}

std::string option_line(const OptionHelp& option)
{
  constexpr std::size_t k_indent = 34;
  const std::string head = "  " + option.names + (option.value.empty() ? "" : " " + option.value);
  const std::string gap =
    util::length_utf8(head) >= k_indent ? "\n" + std::string(k_indent, ' ') : std::string(k_indent - util::length_utf8(head), ' ');
  return head + gap + wrapped(option.text, k_indent, k_indent) + "\n";
}

// A line for each command that is wanted.
template <typename Wanted>
std::string command_lines(Wanted wanted)
{
  std::string lines;
  for (const Command* command : all_commands()) {
    lines += wanted(*command) ? fmt::format("  {:<26} {}\n", command->name, tr(command->summary)) : "";
  }
  return lines;
}

} // namespace

std::string use_of(const Command& command, const std::vector<OptionHelp>& options)
{
  std::string use = fmt::format("myatlas {}", command.name);
  bool has_options = false;
  for (const OptionHelp& option : options) {
    use += option.positional ? " " + option.names : "";
    has_options = has_options || (!option.positional && !option.common);
  }
  return use + (has_options ? trf(N_(" [options]")) : "");
}

std::string general_help()
{
  std::string help = fmt::format("{}\n\n{}\n  {}\n", tr(N_("myatlas: the OPCO Atlas member portal as a command.")),
                                 tr(N_("Usage:")), tr(N_("myatlas COMMAND [options]")));
  for (const Group group : k_groups) {
    help += fmt::format("\n{}:\n{}", tr(title_of(group)),
                        command_lines([&](const Command& command) { return command.group == group; }));
  }
  return help + "\n" + tr(N_("Help of a command: myatlas COMMAND --help. Manual: man myatlas.")) + "\n";
}

std::string group_help(const std::string& group)
{
  const std::string lines = command_lines([&](const Command& command) { return std::string_view(command.name).starts_with(group + " "); });
  return lines.empty() ? "" : fmt::format("{}\n  myatlas {} COMMAND [options]\n\n{}", tr(N_("Usage:")), group, lines);
}

std::string command_help(const Command& command)
{
  const Parser parser(command);
  const std::vector<OptionHelp> options = options_of(parser);
  std::string help = fmt::format("{}\n\n{}\n", tr(command.summary), tr(N_("Examples:")));
  for (const Example& example : command.examples) {
    help += fmt::format("  {}\n    {}\n", tr(example.comment), example.line);
  }
  help += fmt::format("\n{}\n  {}\n\n{}\n", tr(N_("Usage:")), use_of(command, options), wrapped(tr(command.description), 0, 0));
  std::string own, common;
  for (const OptionHelp& option : options) {
    (option.common ? common : own) += option_line(option);
  }
  help += own.empty() ? "" : fmt::format("\n{}\n{}", tr(N_("Options:")), own);
  return help + fmt::format("\n{}\n{}", tr(N_("Everywhere:")), common);
}

} // namespace myatlas::cli
