// How what went wrong is told.
#include <algorithm>

#include <fmt/format.h>

#include "parser.hpp"
#include "session.hpp"
#include "texts/errors.hpp"
#include "texts/texts.hpp"
#include "util/text.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

formats::Json place_json(const util::Place& where)
{
  return {{"file", formats::text_or_null(where.file)},
          {"line", where.line == 0 ? formats::Json(nullptr) : formats::Json(where.line)},
          {"column", formats::text_or_null(where.column)}};
}

// One error decides the status; it is the one a program is told.
const util::Error& gravest(const util::Errors& errors, Status status)
{
  return *std::ranges::find_if(
    errors, [&](const util::Error& e) { return message_for(e.code).status == status; });
}

// The last line, for a program.
std::string json_line(const util::Error& error, Status status)
{
  const formats::Json line = {
    {"schema", "myatlas/error/1"},        {"code", error.code},
    {"status", static_cast<int>(status)}, {"message", english_sentence_of(error)},
    {"hint", english_hint_of(error)},     {"where", place_json(error.where)}};
  return formats::json_text(line) + "\n";
}

// A member of a form as the option that says it: "companies[0].payroll_year" is --payroll-year.
std::string option_of(std::string_view path)
{
  constexpr std::pair<std::string_view, std::string_view> k_lists[] = {
    {"sirets", "siret"}, {"profiles", "profile"}, {"employees", "employee"}};
  const std::string_view member = path.substr(path.rfind('.') + 1); // npos + 1 is 0
  if (member.empty() || util::is_upper(member[0]) || member[0] == '-') {
    return std::string(member);
  }
  std::string option = "--" + std::string(member);
  for (const auto& [list, one] : k_lists) {
    option = member == list ? "--" + std::string(one) : option;
  }
  std::ranges::replace(option, '_', '-');
  return option;
}

} // namespace

bool colored(const Env& env, const std::string& wanted)
{
  const bool plain = env.variable("NO_COLOR") || env.variable("TERM").value_or("") == "dumb";
  return wanted == "always" || (wanted != "never" && env.err_is_terminal && !plain);
}

int report_failure(const Env& env, bool json, const util::Errors& errors, bool color)
{
  const char* begin = color ? "\x1b[1;31m" : "";
  const char* end = color ? "\x1b[0m" : "";
  for (const util::Error& error : errors) {
    say(env.err, fmt::format("{}myatlas:{} {}{} [{}]\n", begin, end, place_of(error),
                             sentence_of(env.texts, error), error.code));
    say(env.err,
        fmt::format("  {}\n", env.texts.trf(N_("remedy: {0}"), hint_of(env.texts, error))));
  }
  const Status status = status_of(errors);
  if (json) {
    say(env.err, json_line(gravest(errors, status), status));
  }
  return static_cast<int>(status);
}

util::Errors as_options(util::Errors errors)
{
  for (util::Error& error : errors) {
    if (!error.where.file.empty()) {
      continue; // in the words of that file
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
  return errors;
}

util::Errors in_form(const std::string& file, util::Errors errors)
{
  if (file.empty()) {
    return as_options(std::move(errors));
  }
  for (util::Error& error : errors) {
    error.where.file = file;
  }
  return errors;
}

util::Errors as_declared(const Command& command, util::Errors errors)
{
  const Parser parser(command);
  std::vector<std::string> names; // "--position"
  for (const OptionHelp& help : options_of(parser)) {
    names.push_back(help.names.substr(std::min(help.names.find("--"), help.names.size())));
  }
  for (util::Error& error : errors) {
    const std::string place = error.where.column;
    if (!place.starts_with("--") || std::ranges::find(names, place) != names.end()) {
      continue;
    }
    const std::string wanted = place == "--request" ? "--number" : place;
    const auto same = std::ranges::find_if(parser.arguments(), [&](const Argument& argument) {
      return "--" + util::to_lower(argument.meaning.name) == wanted;
    });
    if (same != parser.arguments().end()) {
      error.where.column = same->meaning.name;
      std::ranges::replace(error.args, place, std::string(same->meaning.name));
    }
  }
  return errors;
}

} // namespace myatlas::cli
