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

void add_title(formats::FileKind kind, const std::string& pair, const char* option,
               formats::CsvOptions& csv, util::Errors& problems)
{
  if (const auto read = util::collect(formats::parse_title_map(kind, pair), problems, option)) {
    csv.titles.push_back(*read);
  }
}

// A mapping that was saved, for files of a kind; what is wrong with it stands among the problems.
class SavedMapping
{
public:
  SavedMapping(const toml::table& table, formats::FileKind kind) : m_table(table), m_kind(kind) {}

  util::Outcome check_kind(const std::string& path) const
  {
    const std::string told = text_of("kind"), expected = formats::to_text(m_kind);
    if (told != expected) {
      return util::Error{"mapping.kind", {path, told, expected}}.at("--mapping");
    }
    return util::Done{};
  }

  // What an option says counts.
  void complete(formats::CsvOptions& csv) const
  {
    if (csv.sheet.empty()) {
      csv.sheet = text_of("sheet");
    }
    if (csv.header_line == 0) {
      csv.header_line = header_line();
    }
  }

  void add_titles(formats::CsvOptions& csv, util::Errors& problems) const
  {
    if (const toml::table* columns = m_table["columns"].as_table()) {
      for (const auto& [title, column] : *columns) {
        const std::string pair = std::string(title.str()) + "=" + column.value_or(std::string());
        add_title(m_kind, pair, "--mapping", csv, problems);
      }
    }
  }

private:
  std::string text_of(const char* member) const { return m_table[member].value_or(std::string()); }

  std::uint64_t header_line() const
  {
    const auto line = m_table["header_line"].value_or(std::int64_t{0});
    return line > 0 ? static_cast<std::uint64_t>(line) : 0;
  }

  const toml::table& m_table;
  formats::FileKind m_kind;
};

util::Outcome read_mapping(const std::string& path, formats::FileKind kind,
                           formats::CsvOptions& csv)
{
  TRY_ASSIGN(const toml::table table, read_toml(path));
  const SavedMapping mapping(table, kind);
  TRY(mapping.check_kind(path));
  mapping.complete(csv);
  util::Errors problems;
  mapping.add_titles(csv, problems);
  return outcome_of(problems);
}

bool is_header_line(const std::string& text)
{
  if (!util::is_digits(text) || text.size() > 4) {
    return false;
  }
  const auto line = std::stoul(text);
  return line >= 1 && line <= k_last_line;
}

// 0: it is not said.
std::uint64_t header_line_of(const std::string& text, util::Errors& problems)
{
  if (text.empty()) {
    return 0;
  }
  if (!is_header_line(text)) {
    problems.push_back(util::Error{"usage.number", {text, "--header-line"}}.at("--header-line"));
    return 0;
  }
  return std::stoul(text);
}

void add_mapping(const TableOptions& o, formats::FileKind kind, formats::CsvOptions& csv,
                 util::Errors& problems)
{
  if (!o.mapping.empty()) {
    const util::Outcome read = read_mapping(o.mapping, kind, csv);
    problems.insert(problems.end(), read.errors().begin(), read.errors().end());
  }
}

// A string of TOML, too.
std::string quoted(const std::string& text)
{
  return formats::json_text(formats::Json(text));
}

std::string head_of_mapping(const formats::Understood& understood)
{
  std::string text;
  if (!understood.sheet.empty()) {
    text += fmt::format("sheet = {}\n", quoted(understood.sheet));
  }
  if (understood.header_line > 1) {
    text += fmt::format("header_line = {}\n", understood.header_line);
  }
  return text;
}

} // namespace

constexpr FormOption<TableOptions> k_table_options[] = {
  {"--encoding", &TableOptions::encoding, words_for<formats::parse_encoding>,
   N_("Encoding, when it cannot be found out")},
  {"--sheet", &TableOptions::sheet, "NAME|K",
   N_("Sheet of a workbook, by its name or its place (default: the first that is shown)")},
  {"--header-line", &TableOptions::header_line, "K",
   N_("Line the header stands on (default: the first of ten that can be one)")},
  {"--map", &TableOptions::map, "TITLE=COLUMN",
   N_("What a title stands for: \"MS brute=masse_salariale\"; may be repeated")},
  {"--mapping", &TableOptions::mapping, "FILE",
   N_("A mapping that was saved: its sheet, header line and titles")},
};

void bind_table(CommandLine& line, TableOptions& o)
{
  add_options(line, o, k_table_options);
  line.target("--save-mapping", o.save_mapping,
              N_("Keep what was understood of the titles, for the next file"));
}

formats::CsvOptions csv_options_of(const TableOptions& o, formats::FileKind kind,
                                   util::Errors& problems)
{
  formats::CsvOptions csv;
  csv.encoding = operations::given<formats::parse_encoding>(o.encoding, "--encoding", problems);
  csv.sheet = o.sheet;
  csv.header_line = header_line_of(o.header_line, problems);
  for (const std::string& text : o.map) {
    add_title(kind, text, "--map", csv, problems);
  }
  csv.demanded_titles = csv.titles.size();
  add_mapping(o, kind, csv, problems);
  return csv;
}

util::Outcome save_mapping(const std::string& path, formats::FileKind kind,
                           const formats::Understood& understood)
{
  std::string text = fmt::format("kind = {}\n", quoted(formats::to_text(kind)));
  text += head_of_mapping(understood) + "\n[columns]\n";
  for (const auto& [title, column] : understood.columns) {
    text += fmt::format("{} = {}\n", quoted(title), quoted(column));
  }
  return write_result(path, text);
}

} // namespace myatlas::cli
