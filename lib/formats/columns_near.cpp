// What a title may have been meant to be.
#include "formats/columns.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

// The column one of whose names is in the title, word by word: "dont_cdd" has "cdd" in it. The longest name counts.
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
    found.push_back((near.empty() ? util::Error{"column.unknown", {title}} : util::Error{"column.misspelt", {title, near}}).at(title));
  }
  return found;
}

} // namespace myatlas::formats
