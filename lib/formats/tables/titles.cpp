// What the titles of a file stand for.
#include "formats/tables/columns.hpp"

#include <algorithm>
#include <array>

#include "util/ranges.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

// Titles of the public files that say nothing to us and are passed over in silence: SIRENE's
// StockEtablissement and the list of training bodies. A star stands for any end or beginning.
constexpr std::array<std::string_view, 15> k_public_titles = {"siren",
                                                              "nic",
                                                              "datedebut",
                                                              "etablissementsiege",
                                                              "*etablissement",
                                                              "numerodeclarationactivite",
                                                              "numerosdeclarationactiviteprecedent",
                                                              "adressephysiqueorganismeformation_*",
                                                              "certifications_*",
                                                              "organismeetrangerrepresente_*",
                                                              "informationsdeclarees_*",
                                                              "nomenclatureactiviteprincipale*",
                                                              "caractereemployeur*",
                                                              "statutdiffusion*",
                                                              "datecreation*"};

// What SIRENE cuts an address into, in the order it is written.
constexpr std::array<std::string_view, 5> k_address_parts = {
  "complementadresseetablissement", "numerovoieetablissement", "indicerepetitionetablissement",
  "typevoieetablissement", "libellevoieetablissement"};

constexpr std::array<std::string_view, 3> k_reject_columns = {"_line", "_code", "_message"};

bool named(const ColumnSpec& column, const std::string& folded)
{
  return folded == column.name ||
         util::contains(util::split(column.aliases, ' '), std::string_view(folded));
}

bool is_reject_column(std::string_view title)
{
  return std::ranges::find(k_reject_columns, util::trim(title)) != k_reject_columns.end();
}

bool matches(std::string_view pattern, std::string_view folded)
{
  if (pattern.starts_with('*')) {
    return folded.ends_with(pattern.substr(1));
  }
  if (pattern.ends_with('*')) {
    return folded.starts_with(pattern.substr(0, pattern.size() - 1));
  }
  return folded == pattern;
}

bool matches_a_public_title(const std::string& folded)
{
  return std::ranges::any_of(k_public_titles,
                             [&](std::string_view pattern) { return matches(pattern, folded); });
}

bool is_public_title(FileKind kind, const std::string& folded)
{
  return kind == FileKind::establishments && matches_a_public_title(folded);
}

// The place in the list of what was found in it; k_absent: it was not.
std::size_t place_of_found(const auto& list, const auto found)
{
  return found == list.end() ? k_absent : static_cast<std::size_t>(found - list.begin());
}

bool is_unknown_title(FileKind kind, std::string_view title)
{
  return !util::trim(title).empty() && !is_public_title(kind, util::fold(title));
}

std::size_t cell_titled(const std::vector<std::string>& titles, std::string_view wanted)
{
  return place_of_found(titles, std::ranges::find(titles, wanted, util::fold));
}

// The cells of an establishment that no column of ours has.
void find_address_cells(const std::vector<std::string>& titles, Header& header)
{
  for (const std::string_view part : k_address_parts) {
    if (const std::size_t cell = cell_titled(titles, part); cell != k_absent) {
      header.address_cells.push_back(cell);
    }
  }
}

void find_public_cells(const std::vector<std::string>& titles, Header& header)
{
  header.siren_cell = cell_titled(titles, "siren");
  header.activity_cell = cell_titled(titles, "numerodeclarationactivite");
  header.nomenclature_cell = cell_titled(titles, "nomenclatureactiviteprincipaleetablissement");
  find_address_cells(titles, header);
}

std::string required_names(FileKind kind)
{
  std::string names;
  for (const ColumnSpec& column : columns_of(kind)) {
    if (column.required) {
      util::add_to_list(names, column.name);
    }
  }
  return names;
}

std::string titles_that_say_something(const std::vector<std::string>& titles)
{
  std::string there;
  for (const std::string& title : titles) {
    if (!util::trim(title).empty()) {
      util::add_to_list(there, title);
    }
  }
  return there;
}

// What the map says of titles that no cell has.
bool is_there(const std::string& title, const std::vector<std::string>& titles)
{
  return cell_titled(titles, util::fold(title)) != k_absent;
}

util::Error title_not_there(const std::string& title, const std::vector<std::string>& titles)
{
  return util::Error{"map.title", {title, titles_that_say_something(titles)}};
}

util::Errors titles_not_there(const std::vector<std::string>& titles,
                              std::span<const TitleMap::value_type> demanded)
{
  util::Errors problems;
  for (const auto& [title, column] : demanded) {
    if (!is_there(title, titles)) {
      problems.push_back(title_not_there(title, titles).at(column));
    }
  }
  return problems;
}

void read_reject_title(std::string_view title, std::size_t cell, Header& header)
{
  header.reject_cells.push_back(cell);
  if (util::trim(title) == k_reject_columns[0]) {
    header.line_cell = cell;
  }
}

void keep_unknown(FileKind kind, const std::string& title, Header& header)
{
  if (is_unknown_title(kind, title)) {
    header.unknown.push_back(title);
  }
}

std::string name_of(FileKind kind, std::size_t column)
{
  return std::string(columns_of(kind)[column].name);
}

util::Error column_twice(FileKind kind, std::size_t column)
{
  const std::string name = name_of(kind, column);
  return util::Error{"column.twice", {name}}.at(name);
}

// A title of ours or unknown to us; what stands twice is told.
void read_title(FileKind kind, const std::string& title, std::size_t column, std::size_t cell,
                Header& header, util::Errors& problems)
{
  header.titles.push_back(title);
  if (column == k_absent) {
    keep_unknown(kind, title, header);
  } else if (header.has(column)) {
    problems.push_back(column_twice(kind, column));
  } else {
    header.cell_of[column] = cell;
  }
}

// The title of the file that a column was likely meant by; null: there is none.
const std::string* title_near(FileKind kind, const ColumnSpec& column, const Header& header)
{
  return util::find_first(header.unknown, [&](const std::string& title) {
    return nearest_column(kind, title) == column.name;
  });
}

util::Error column_missing(FileKind kind, const ColumnSpec& column, const Header& header)
{
  const std::string name(column.name);
  const std::string* near = title_near(kind, column, header);
  return (near == nullptr ? util::Error{"column.missing", {name, required_names(kind)}}
                          : util::Error{"column.missing_near", {name, *near}})
    .at(name);
}

void look_for_required(FileKind kind, const Header& header, util::Errors& problems)
{
  for (std::size_t i = 0; i < header.cell_of.size(); ++i) {
    const ColumnSpec& column = columns_of(kind)[i];
    if (column.required && !header.has(i)) {
      problems.push_back(column_missing(kind, column, header));
    }
  }
}

// Of the first column that is so.
template <typename Is>
std::size_t place_of(FileKind kind, Is is)
{
  const auto columns = columns_of(kind);
  return place_of_found(columns, std::ranges::find_if(columns, is));
}

} // namespace

std::size_t column_titled(FileKind kind, std::string_view title, const TitleMap& titles)
{
  const std::string folded = util::fold(title);
  const auto told =
    std::ranges::find(titles, folded, [](const auto& pair) { return util::fold(pair.first); });
  return told == titles.end()
           ? place_of(kind, [&](const ColumnSpec& c) { return named(c, folded); })
           : place_of(kind, [&](const ColumnSpec& c) { return c.name == told->second; });
}

util::Result<Header> read_header(FileKind kind, const std::vector<std::string>& titles,
                                 const TitleMap& map, std::size_t demanded)
{
  Header header;
  header.cell_of.assign(columns_of(kind).size(), k_absent);
  header.cells = titles.size();
  util::Errors problems = titles_not_there(titles, std::span(map).first(demanded));
  for (std::size_t i = 0; i < titles.size(); ++i) {
    if (is_reject_column(titles[i])) {
      read_reject_title(titles[i], i, header);
    } else {
      read_title(kind, titles[i], column_titled(kind, titles[i], map), i, header, problems);
    }
  }
  look_for_required(kind, header, problems);
  if (kind == FileKind::establishments) {
    find_public_cells(titles, header);
  }
  return util::or_problems(std::move(header), problems);
}

} // namespace myatlas::formats
