#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "domain/values/date.hpp"
#include "formats/text/cell_faults.hpp"
#include "services/context.hpp"
#include "util/result.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

// Reads one member of a form into a value, when the member was given; a problem is told at its
// name.
template <typename T, typename F>
void take(T& into, const std::string& text, F parse, const std::string& name, Errors& problems)
{
  if (!util::trim(text).empty()) {
    if (auto value = util::collect(parse(text), problems, name)) {
      into = *std::move(value);
    }
  }
}

// The value of one member of a form, when it was given; a problem is told at its name.
template <typename F>
auto given(const std::string& text, F parse, const std::string& name, Errors& problems)
{
  return text.empty() ? std::nullopt : util::collect(parse(text), problems, name);
}

// A number of a dossier, a certificate or a letter as the store has it.
inline std::string number_typed(std::string_view text)
{
  return util::to_upper(util::trim(text));
}

// field.required (member), at each member that is blank. Whether none was.
inline bool require(std::initializer_list<std::pair<const char*, const std::string*>> members,
                    Errors& problems, const std::string& prefix = "")
{
  bool all = true;
  for (const auto& [name, text] : members) {
    if (util::trim(*text).empty()) {
      problems.push_back(Error{"field.required", {name}}.at(prefix + name));
      all = false;
    }
  }
  return all;
}

// field.required (member), at each member of a change that was given and is blank: what is there
// stays as it is, and a blank does not take it away.
inline void refuse_blanks(std::initializer_list<std::pair<const char*, const std::string*>> members,
                          Errors& problems)
{
  for (const auto& [name, text] : members) {
    if (!text->empty() && util::trim(*text).empty()) {
      problems.push_back(Error{"field.required", {name}}.at(name));
    }
  }
}

// Adds the first reason why there is no value, when there is none, where it stands.
template <typename T>
void add_first(const Result<T>& result, Errors& problems)
{
  if (!result) {
    problems.push_back(result.error());
  }
}

inline Error too_long(std::string_view text, std::size_t most)
{
  return {"text.length", {std::string(text.substr(0, 40)) + "…", std::to_string(most)}};
}

// A text of one line, trimmed: text.control, text.length (text, characters at most).
inline Result<std::string> line_of(std::string_view text, std::size_t most)
{
  const std::string_view trimmed = util::trim(text);
  if (util::has_hidden(trimmed)) {
    return Error{"text.control", {util::printable(trimmed.substr(0, 80))}};
  }
  if (util::length_utf8(trimmed) > most) {
    return too_long(trimmed, most);
  }
  return std::string(trimmed);
}

// date.future (day, today) of a day that is still to come.
inline Outcome has_come(const Context& context, domain::Date day)
{
  return day > context.today() ? Outcome(Error{"date.future", {day.text(), context.today().text()}})
                               : Outcome(Done{});
}

// A day that has come; also what Date::parse fails with.
inline Result<domain::Date> past_day(const Context& context, std::string_view text)
{
  TRY_ASSIGN(const domain::Date day, domain::Date::parse(text));
  TRY(has_come(context, day));
  return day;
}

// How the members of one in a list are told.
inline std::string prefix_of(const char* list, std::size_t position)
{
  return std::string(list) + "[" + std::to_string(position) + "].";
}

// What something is called in somebody's own books: a line of at most 50 characters, which export
// writes and import reads back: also text.invisible, cell.error, cell.uncomputed.
inline Result<std::string> reference_of(std::string_view text)
{
  if (auto fault = formats::fault_in_text(text)) {
    return *std::move(fault);
  }
  TRY_ASSIGN(std::string reference, line_of(text, 50));
  if (auto fault = formats::fault_of_sheet(reference)) {
    return *std::move(fault);
  }
  return reference;
}

// A comment or reason: a line of at most 1000 characters.
inline Result<std::string> comment_of(std::string_view text)
{
  return line_of(text, 1000);
}

} // namespace myatlas::services
