// What a title may have been meant to be.
#include "formats/tables/column_names.hpp"
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
  return fmt::format("_{}_", title).find(fmt::format("_{}_", name)) != std::string::npos;
}

// The longest of a column's names that a title has in it; 0 for none.
std::size_t size_in(const std::string& title, std::string_view name)
{
  return has_word(title, name) ? name.size() : 0;
}

std::size_t longest_in(const ColumnSpec& column, const std::string& title)
{
  std::size_t longest = size_in(title, column.name);
  for (const std::string_view alias : util::split(column.aliases, ' ')) {
    longest = std::max(longest, size_in(title, alias));
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
  const auto is_known = [&](const std::string& title) {
    return column_titled(kind, title, map) != k_absent;
  };
  return static_cast<std::size_t>(std::ranges::count_if(titles, is_known));
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

bool lacks_required(FileKind kind, const std::vector<bool>& there)
{
  for (std::size_t column = 0; column < there.size(); ++column) {
    if (columns_of(kind)[column].required && !there[column]) {
      return true;
    }
  }
  return false;
}

bool is_header(FileKind kind, const std::vector<std::string>& titles, const TitleMap& map)
{
  const std::vector<bool> there = columns_there(kind, titles, map);
  return !lacks_required(kind, there) && std::ranges::count(there, true) > 1;
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

std::string name_of_column(const ColumnSpec& column)
{
  return std::string(column.name);
}

std::vector<std::string> names_of_columns(FileKind kind)
{
  return util::mapped(columns_of(kind), name_of_column);
}

std::string columns_listed(FileKind kind)
{
  return fmt::format("{}", fmt::join(names_of_columns(kind), ", "));
}

util::Error unknown_column(FileKind kind, std::string_view column)
{
  return util::Error{"map.column", {std::string(util::trim(column)), columns_listed(kind)}};
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

namespace {

// What a firm calls its client is nothing that such a file has, though its title looks like a
// dossier's or a name's.
bool is_clients_reference(std::string_view folded)
{
  return util::contains(util::split(k_client_reference_names, ' '), folded);
}

} // namespace

std::string nearest_column(FileKind kind, std::string_view title)
{
  const std::string folded = util::fold(title);
  if (is_clients_reference(folded)) {
    return {};
  }
  const std::string near = util::nearest(folded, names_of_columns(kind));
  return near.empty() ? column_in_words(kind, folded) : near;
}

util::Error unknown_title(FileKind kind, const std::string& title)
{
  const std::string near = nearest_column(kind, title);
  return near.empty() ? util::Error{"column.unknown", {title}}
                      : util::Error{"column.misspelt", {title, near}};
}

util::Errors unknown_columns(FileKind kind, const Header& header)
{
  util::Errors found;
  for (const std::string& title : header.unknown) {
    found.push_back(unknown_title(kind, title).at(title));
  }
  return found;
}

} // namespace myatlas::formats
