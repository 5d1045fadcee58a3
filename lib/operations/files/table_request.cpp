#include "operations/files/table_request.hpp"

#include "formats/tables/columns.hpp"

#include "formats/text/encoding.hpp"
#include "operations/operation.hpp"
#include "util/text.hpp"

namespace myatlas::operations {

namespace {

constexpr std::uint64_t k_last_line = 1'000;

// 0: none is told.
std::uint64_t header_line_of(const std::string& text, Errors& problems)
{
  if (text.empty()) {
    return 0;
  }
  const std::uint64_t line = util::is_digits(text) && text.size() <= 4 ? std::stoul(text) : 0;
  if (line == 0 || line > k_last_line) {
    problems.push_back(Error{"usage.number", {text, "header_line"}}.at("header_line"));
    return 0;
  }
  return line;
}

void add_titles(const std::vector<std::string>& pairs, formats::FileKind kind, const char* member,
                formats::TitleMap& titles, Errors& problems)
{
  for (const std::string& text : pairs) {
    if (const auto pair = util::collect(formats::parse_title_map(kind, text), problems, member)) {
      titles.push_back(*pair);
    }
  }
}

void add_saved(const SavedMapping& saved, formats::FileKind kind, formats::CsvOptions& csv,
               Errors& problems)
{
  if (saved.kind != formats::to_text(kind)) {
    problems.push_back(
      Error{"mapping.kind", {saved.name, saved.kind, formats::to_text(kind)}}.at("mapping"));
    return;
  }
  csv.sheet = csv.sheet.empty() ? saved.sheet : csv.sheet;
  csv.header_line =
    csv.header_line == 0 ? header_line_of(saved.header_line, problems) : csv.header_line;
  add_titles(saved.columns, kind, "mapping", csv.titles, problems);
}

} // namespace

formats::CsvOptions csv_options_of(const TableRequest& request, formats::FileKind kind,
                                   Errors& problems)
{
  formats::CsvOptions csv;
  csv.encoding = given<formats::parse_encoding>(request.encoding, "encoding", problems);
  csv.sheet = request.sheet;
  csv.header_line = header_line_of(request.header_line, problems);
  add_titles(request.map, kind, "map", csv.titles, problems);
  csv.demanded_titles = csv.titles.size();
  if (request.mapping) {
    add_saved(*request.mapping, kind, csv, problems);
  }
  return csv;
}

} // namespace myatlas::operations
