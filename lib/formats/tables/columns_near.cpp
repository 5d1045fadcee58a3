// What a title may have been meant to be.
#include "formats/tables/columns.hpp"

#include <algorithm>

#include "util/text.hpp"

namespace myatlas::formats {

namespace {

// The column one of whose names is in the title, word by word: "dont_cdd" has "cdd" in it. The
// longest name counts.
std::string column_in_words(FileKind kind, const std::string& folded)
{
  constexpr std::size_t k_least = 3; // letters
  const std::string title = "_" + folded + "_";
  std::string found;
  std::size_t longest = k_least - 1;
  for (const ColumnSpec& column : columns_of(kind)) {
    std::vector<std::string_view> names = util::split(column.aliases, ' ');
    names.push_back(column.name);
    for (const std::string_view name : names) {
      if (name.size() > longest && title.find("_" + std::string(name) + "_") != title.npos) {
        found = column.name;
        longest = name.size();
      }
    }
  }
  return found;
}

} // namespace

std::size_t known_columns(FileKind kind, const std::vector<std::string>& titles,
                          const TitleMap& map)
{
  return static_cast<std::size_t>(std::ranges::count_if(
    titles, [&](const std::string& title) { return column_titled(kind, title, map) != k_absent; }));
}

bool is_header(FileKind kind, const std::vector<std::string>& titles, const TitleMap& map)
{
  std::vector<bool> there(columns_of(kind).size());
  for (const std::string& title : titles) {
    if (const std::size_t column = column_titled(kind, title, map); column != k_absent) {
      there[column] = true;
    }
  }
  std::size_t known = 0, lacking = 0;
  for (std::size_t column = 0; column < there.size(); ++column) {
    known += there[column] ? 1 : 0;
    lacking += columns_of(kind)[column].required && !there[column] ? 1 : 0;
  }
  return lacking == 0 && known > 1;
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
    std::string names;
    for (const ColumnSpec& known : columns_of(kind)) {
      util::add_to_list(names, known.name);
    }
    return util::Error{"map.column", {std::string(util::trim(text.substr(equal + 1))), names}};
  }
  return std::pair(title, std::string(columns_of(kind)[column].name));
}

std::string nearest_column(FileKind kind, std::string_view title)
{
  const std::string folded = util::fold(title);
  std::vector<std::string> names;
  for (const ColumnSpec& column : columns_of(kind)) {
    names.emplace_back(column.name);
  }
  const std::string near = util::nearest(folded, names);
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
