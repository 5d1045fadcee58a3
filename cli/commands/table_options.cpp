#include "commands/table_options.hpp"

#include <fmt/format.h>

#include "commands/options.hpp"
#include "formats/text/encoding.hpp"
#include "output/result_file.hpp"
#include "toml_file.hpp"
#include "util/file.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

std::vector<std::string> pairs_in(const toml::table* columns)
{
  std::vector<std::string> pairs;
  for (const auto& [title, column] : columns == nullptr ? toml::table() : *columns) {
    pairs.push_back(std::string(title.str()) + "=" + column.value_or(std::string()));
  }
  return pairs;
}

// It is no file of settings: what is wrong with it is not told as that of one.
Error no_mapping(const Errors& errors)
{
  return Error{"mapping.syntax", {errors.front().args.front()}}.at("--mapping");
}

Result<toml::table> read_saved(const std::string& path)
{
  TRY_ASSIGN(const std::string content, util::read_file(path, k_longest_toml).or_at("--mapping"));
  const Result<toml::table> saved = parse_toml(content, path);
  return saved ? saved : no_mapping(saved.errors());
}

} // namespace

void bind_table(CommandLine& line, operations::TableRequest& table, MappingFiles& files)
{
  line.option("--encoding", table.encoding, words_for<formats::parse_encoding>,
              N_("Encoding, when it cannot be found out"));
  line.option("--sheet", table.sheet, "NAME",
              N_("Sheet of a workbook, by its name or its place (default: the first shown that "
                 "holds something)"));
  line.option("--header-line", table.header_line, "K",
              N_("Line the header stands on (default: the first of ten that can be one)"));
  line.options("--map", table.map, "TITLE=COLUMN",
               N_("What a title stands for: \"MS brute=masse_salariale\"; may be repeated"));
  line.option("--mapping", files.read, "FILE",
              N_("A mapping that was saved: its sheet, header line and titles"));
  line.stands_for(table.mapping, files.read);
  line.target("--save-mapping", files.save,
              N_("Keep what was understood of the titles, for the next file"));
}

Outcome read_mapping(const MappingFiles& files, operations::TableRequest& table)
{
  if (files.read.empty()) {
    return Done{};
  }
  TRY_ASSIGN(const toml::table saved, read_saved(files.read));
  const auto kind = saved["kind"].value<std::string>();
  if (!kind) {
    return Error{"mapping.syntax", {files.read}}.at("--mapping");
  }
  const auto line = saved["header_line"].value_or(std::int64_t{0});
  table.mapping = {.name = files.read,
                   .kind = *kind,
                   .sheet = saved["sheet"].value_or(std::string()),
                   .header_line = line > 0 ? std::to_string(line) : "",
                   .columns = pairs_in(saved["columns"].as_table())};
  return Done{};
}

Outcome save_mapping(const std::string& path, const std::string& kind,
                     const formats::Understood& understood)
{
  const auto quoted = [](const std::string& text) {
    return formats::json_text(formats::Json(text));
  }; // a string of TOML, too
  std::string text = fmt::format("kind = {}\n", quoted(kind));
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
