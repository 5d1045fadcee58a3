// What a title may have been meant to be.
#include "formats/tables/columns.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "util/ranges.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

bool has_word(const std::string& title, std::string_view name)
{
  return ("_" + title + "_").find("_" + std::string(name) + "_") != std::string::npos;
}

// The longest of a column's names that a title has in it; 0 for none.
std::size_t longest_in(const ColumnSpec& column, const std::string& title)
{
  std::size_t longest = has_word(title, column.name) ? column.name.size() : 0;
  for (const std::string_view alias : util::split(column.aliases, ' ')) {
    if (alias.size() > longest && has_word(title, alias)) {
      longest = alias.size();
    }
  }
  return longest;
}

// The column one of whose names is in the title, word by word: "dont_cdd" has "cdd" in it. The
// longest name counts.
std::string column_in_words(FileKind kind, const std::string& folded)
{
  constexpr std::size_t k_least = 3; // letters
  std::string_view found;
  std::size_t longest = k_least - 1;
  for (const ColumnSpec& column : columns_of(kind)) {
    if (const std::size_t size = longest_in(column, folded); size > longest) {
      found = column.name;
      longest = size;
    }
  }
  return std::string(found);
}

} // namespace

std::size_t known_columns(FileKind kind, const std::vector<std::string>& titles,
                          const TitleMap& map)
{
  return static_cast<std::size_t>(std::ranges::count_if(
    titles, [&](const std::string& title) { return column_titled(kind, title, map) != k_absent; }));
}

namespace {

std::vector<bool> columns_there(FileKind kind, const std::vector<std::string>& titles,
                                const TitleMap& map)
{
  std::vector<bool> there(columns_of(kind).size());
  for (const std::string& title : titles) {
    if (const std::size_t column = column_titled(kind, title, map); column != k_absent) {
      there[column] = true;
    }
  }
  return there;
}

} // namespace

bool is_header(FileKind kind, const std::vector<std::string>& titles, const TitleMap& map)
{
  const std::vector<bool> there = columns_there(kind, titles, map);
  for (std::size_t column = 0; column < there.size(); ++column) {
    if (columns_of(kind)[column].required && !there[column]) {
      return false;
    }
  }
  return std::ranges::count(there, true) > 1;
}

TitleMap titles_known(FileKind kind, const Header& header, const TitleMap& map)
{
  TitleMap known;
  for (const std::string& title : header.titles) {
    if (const std::size_t column = column_titled(kind, title, map); column != k_absent) {
      known.emplace_back(util::trim(title), columns_of(kind)[column].name);
    }
  }
  return known;
}

namespace {

std::vector<std::string> names_of_columns(FileKind kind)
{
  return util::mapped(columns_of(kind),
                      [](const ColumnSpec& column) { return std::string(column.name); });
}

util::Error unknown_column(FileKind kind, std::string_view column)
{
  return util::Error{
    "map.column",
    {std::string(util::trim(column)), fmt::format("{}", fmt::join(names_of_columns(kind), ", "))}};
}

} // namespace

util::Result<std::pair<std::string, std::string>> parse_title_map(FileKind kind,
                                                                  std::string_view text)
{
  const std::size_t equal = text.rfind('=');
  const std::string title(util::trim(text.substr(0, equal)));
  if (equal == text.npos || title.empty()) {
    return util::Error{"map.form", {std::string(text)}};
  }
  const std::size_t column = column_titled(kind, text.substr(equal + 1));
  if (column == k_absent) {
    return unknown_column(kind, text.substr(equal + 1));
  }
  return std::pair(title, std::string(columns_of(kind)[column].name));
}

std::string nearest_column(FileKind kind, std::string_view title)
{
  const std::string folded = util::fold(title);
  const std::string near = util::nearest(folded, names_of_columns(kind));
  return near.empty() ? column_in_words(kind, folded) : near;
}

util::Errors unknown_columns(FileKind kind, const Header& header)
{
  util::Errors found;
  for (const std::string& title : header.unknown) {
    const std::string near = nearest_column(kind, title);
    const util::Error error = near.empty() ? util::Error{"column.unknown", {title}}
                                           : util::Error{"column.misspelt", {title, near}};
    found.push_back(error.at(title));
  }
  return found;
}

} // namespace myatlas::formats
