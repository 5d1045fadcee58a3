// Options as help, the manual and completion show them.
#include <CLI/CLI.hpp>

#include "output/joined.hpp"
#include "parser.hpp"

namespace myatlas::cli {

namespace {

bool is_common(const CLI::Option* option)
{
  return option->get_group() == k_common;
}

std::string names_of(const CLI::Option& option)
{
  std::string names;
  for (const std::string& name : option.get_snames()) {
    join_to(names, "-" + name);
  }
  for (const std::string& name : option.get_lnames()) {
    join_to(names, "--" + name);
  }
  return names;
}

// What follows it; nothing after a flag or an argument.
std::string value_of(const CLI::Option& option)
{
  const bool takes_none = option.get_positional() || option.get_expected_max() == 0;
  return takes_none ? "" : option.get_type_name();
}

OptionHelp help_of(const CLI::Option& option)
{
  OptionHelp help;
  help.positional = option.get_positional();
  help.names = help.positional ? option.get_name() : names_of(option);
  help.value = value_of(option);
  help.text = option.get_description();
  help.common = is_common(&option);
  help.optional = option.get_group() == k_optional;
  help.repeatable = option.get_expected_max() > 1;
  return help;
}

} // namespace

std::vector<OptionHelp> options_of(const Parser& parser)
{
  std::vector<OptionHelp> all;
  for (const CLI::Option* option : parser.app().get_options()) {
    all.push_back(help_of(*option));
  }
  return all;
}

} // namespace myatlas::cli
