// How what went wrong is told.
#include <algorithm>

#include <fmt/format.h>

#include "operations/error_document.hpp"
#include "parser.hpp"
#include "session.hpp"
#include "texts/errors.hpp"
#include "texts/texts.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

// One error decides the status; it is the one a program is told.
const Error& gravest(const Errors& errors, Status status)
{
  return *std::ranges::find_if(
    errors, [&](const Error& e) { return message_for(e.code).status == status; });
}

// The last line, for a program.
std::string json_line(const Error& error, Status status)
{
  return formats::json_text(operations::error_document(error, status)) + "\n";
}

struct OptionOfList
{
  std::string_view list, option;
};

constexpr OptionOfList k_lists[] = {
  {"sirets", "siret"}, {"profiles", "profile"}, {"employees", "employee"}};

// As lists are called on the line.
std::string_view name_on_line(std::string_view member)
{
  const auto* known = util::find_by(k_lists, member, &OptionOfList::list);
  return known == nullptr ? member : known->option;
}

// "payroll_year" is --payroll-year, one of "sirets" is --siret.
std::string option_for(std::string_view member)
{
  std::string option = "--" + std::string(name_on_line(member));
  std::ranges::replace(option, '_', '-');
  return option;
}

// Whether it goes by a name of the line already: "NUMBER", "--amount".
bool is_of_line(std::string_view member)
{
  return member.empty() || util::is_upper(member[0]) || member[0] == '-';
}

// A member of a form as the option that says it: "companies[0].payroll_year" is --payroll-year.
std::string option_of(std::string_view path)
{
  const std::string_view member = path.substr(path.rfind('.') + 1); // npos + 1 is 0
  return is_of_line(member) ? std::string(member) : option_for(member);
}

// Says an error and its remedy to a person.
class FailureWriter
{
public:
  FailureWriter(const Env& env, bool color) : m_env(env)
  {
    if (color) {
      m_begin = "\x1b[1;31m";
      m_end = "\x1b[0m";
    }
  }

  void write(const Error& error) const
  {
    say(m_env.err, sentence(error));
    say(m_env.err, remedy(error));
  }

private:
  std::string sentence(const Error& error) const
  {
    return fmt::format("{}myatlas:{} {}{} [{}]\n", m_begin, m_end, place_of(error),
                       sentence_of(m_env.texts, error), error.code);
  }

  std::string remedy(const Error& error) const
  {
    return fmt::format("  {}\n", m_env.texts.trf(N_("remedy: {0}"), hint_of(m_env.texts, error)));
  }

  const Env& m_env;
  const char* m_begin = "";
  const char* m_end = "";
};

// What stands in a file is told in the words of that file.
void name_option(Error& error)
{
  if (!error.where.file.empty()) {
    return;
  }
  const std::string member = std::exchange(error.where.column, option_of(error.where.column));
  if (error.code == "usage.number") {
    std::ranges::replace(error.args, member, error.where.column);
  }
  if (error.code == "field.required" || error.code == "request.required") {
    error.args[0] = error.where.column;
  } else if (error.code == "field.both") {
    std::ranges::transform(error.args, error.args.begin(), option_of);
  }
}

std::string long_names_in(const OptionHelp& help)
{
  return help.names.substr(std::min(help.names.find("--"), help.names.size()));
}

// "--position" of each option.
std::vector<std::string> long_names_of(const Parser& parser)
{
  return util::mapped(options_of(parser), long_names_in);
}

// The argument that says what others take as that option; null: none.
const Argument* argument_for(const Parser& parser, const std::string& option)
{
  const std::string wanted = option == "--request" ? "--number" : option;
  const auto same = std::ranges::find(parser.arguments(), wanted, [](const Argument& argument) {
    return "--" + util::to_lower(argument.meaning.name);
  });
  return same == parser.arguments().end() ? nullptr : &*same;
}

void name_argument(Error& error, const Argument& argument)
{
  const std::string place = std::exchange(error.where.column, argument.meaning.name);
  std::ranges::replace(error.args, place, std::string(argument.meaning.name));
}

bool is_foreign(const std::string& place, const std::vector<std::string>& options)
{
  return place.starts_with("--") && !util::contains(options, place);
}

} // namespace

namespace {

bool is_plain(const Env& env)
{
  return env.variable("NO_COLOR") || env.variable("TERM").value_or("") == "dumb";
}

} // namespace

bool colored(const Env& env, const std::string& wanted)
{
  return wanted == "always" || (wanted != "never" && env.err_is_terminal && !is_plain(env));
}

int report_failure(const Env& env, bool json, const Errors& errors, bool color)
{
  const FailureWriter writer(env, color);
  for (const Error& error : errors) {
    writer.write(error);
  }
  const Status status = status_of(errors);
  if (json) {
    say(env.err, json_line(gravest(errors, status), status));
  }
  return static_cast<int>(status);
}

Errors as_options(Errors errors)
{
  std::ranges::for_each(errors, name_option);
  return errors;
}

namespace {

Errors in_file(const std::string& file, Errors errors)
{
  for (Error& error : errors) {
    error.where.file = file;
  }
  return errors;
}

} // namespace

Errors in_form(const std::string& file, Errors errors)
{
  return file.empty() ? as_options(std::move(errors)) : in_file(file, std::move(errors));
}

Errors as_declared(const Command& command, Errors errors)
{
  const Parser parser(command);
  const std::vector<std::string> options = long_names_of(parser);
  for (Error& error : errors) {
    const std::string& place = error.where.column;
    const Argument* argument = is_foreign(place, options) ? argument_for(parser, place) : nullptr;
    if (argument != nullptr) {
      name_argument(error, *argument);
    }
  }
  return errors;
}

} // namespace myatlas::cli
