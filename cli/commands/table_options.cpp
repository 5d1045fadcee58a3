#include "commands/table_options.hpp"

#include <fmt/format.h>

#include "commands/options.hpp"
#include "formats/text/encoding.hpp"
#include "operations/operation.hpp"
#include "output/result_file.hpp"
#include "toml_file.hpp"
#include "util/text.hpp"

namespace myatlas::cli {

namespace {

constexpr std::uint64_t k_last_line = 1'000;

void read_mapping(const std::string& path, formats::FileKind kind, formats::CsvOptions& csv,
                  util::Errors& problems)
{
  const util::Result<toml::table> table = read_toml(path);
  if (!table) {
    problems.insert(problems.end(), table.errors().begin(), table.errors().end());
    return;
  }
  const std::string told = (*table)["kind"].value_or(std::string());
  if (told != formats::to_text(kind)) {
    problems.push_back(
      util::Error{"mapping.kind", {path, told, formats::to_text(kind)}}.at("--mapping"));
    return;
  }
  csv.sheet = csv.sheet.empty() ? (*table)["sheet"].value_or(std::string()) : csv.sheet;
  const auto line = (*table)["header_line"].value_or(std::int64_t{0});
  csv.header_line =
    csv.header_line == 0 && line > 0 ? static_cast<std::uint64_t>(line) : csv.header_line;
  if (const toml::table* columns = (*table)["columns"].as_table()) {
    for (const auto& [title, column] : *columns) {
      const std::string pair = std::string(title.str()) + "=" + column.value_or(std::string());
      if (const auto read =
            util::collect(formats::parse_title_map(kind, pair), problems, "--mapping")) {
        csv.titles.push_back(*read);
      }
    }
  }
}

} // namespace

void bind_table(CommandLine& line, TableOptions& o)
{
  line.option("--encoding", o.encoding, words_known(formats::parse_encoding),
              N_("Encoding, when it cannot be found out"));
  line.option(
    "--sheet", o.sheet, "NAME|K",
    N_("Sheet of a workbook, by its name or its place (default: the first that is shown)"));
  line.option("--header-line", o.header_line, "K",
              N_("Line the header stands on (default: the first of ten that can be one)"));
  line.options("--map", o.map, "TITLE=COLUMN",
               N_("What a title stands for: \"MS brute=masse_salariale\"; may be repeated"));
  line.option("--mapping", o.mapping, "FILE",
              N_("A mapping that was saved: its sheet, header line and titles"));
  line.target("--save-mapping", o.save_mapping,
              N_("Keep what was understood of the titles, for the next file"));
}

formats::CsvOptions csv_options_of(const TableOptions& o, formats::FileKind kind,
                                   util::Errors& problems)
{
  formats::CsvOptions csv;
  csv.encoding = operations::given<formats::parse_encoding>(o.encoding, "--encoding", problems);
  csv.sheet = o.sheet;
  if (!o.header_line.empty() &&
      (!util::is_digits(o.header_line) || o.header_line.size() > 4 ||
       std::stoul(o.header_line) == 0 || std::stoul(o.header_line) > k_last_line)) {
    problems.push_back(
      util::Error{"usage.number", {o.header_line, "--header-line"}}.at("--header-line"));
  } else if (!o.header_line.empty()) {
    csv.header_line = std::stoul(o.header_line);
  }
  for (const std::string& text : o.map) {
    if (const auto pair = util::collect(formats::parse_title_map(kind, text), problems, "--map")) {
      csv.titles.push_back(*pair);
    }
  }
  csv.demanded_titles = csv.titles.size();
  if (!o.mapping.empty()) {
    read_mapping(o.mapping, kind, csv, problems);
  }
  return csv;
}

util::Outcome save_mapping(const std::string& path, formats::FileKind kind,
                           const formats::Understood& understood)
{
  const auto quoted = [](const std::string& text) {
    return formats::json_text(formats::Json(text));
  }; // a string of TOML, too
  std::string text = fmt::format("kind = {}\n", quoted(formats::to_text(kind)));
  text += understood.sheet.empty() ? "" : fmt::format("sheet = {}\n", quoted(understood.sheet));
  text +=
    understood.header_line > 1 ? fmt::format("header_line = {}\n", understood.header_line) : "";
  text += "\n[columns]\n";
  for (const auto& [title, column] : understood.columns) {
    text += fmt::format("{} = {}\n", quoted(title), quoted(column));
  }
  return write_result(path, text);
}

} // namespace myatlas::cli
