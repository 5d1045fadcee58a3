#include "output/view.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "domain/date.hpp"
#include "formats/csv_reader.hpp"
#include "messages/tr.hpp"
#include "output/table.hpp"
#include "util/text.hpp"

namespace myatlas::cli {

using formats::Json;

namespace {

// A negative number is left one.
std::string harmless(const std::string& cell)
{
  const bool number = cell.size() > 1 && cell[0] == '-' && cell.find_first_not_of("0123456789.", 1) == std::string::npos;
  return number ? cell : formats::harmless_cell(cell);
}

std::string csv_line(const std::vector<std::string>& cells)
{
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    line += i == 0 ? "" : ",";
    line += formats::csv_cell(cells[i], ',');
  }
  return line + "\n";
}

std::string csv(const View& view)
{
  std::vector<std::string> titles;
  for (const Field& field : view.fields) {
    titles.emplace_back(field.member);
  }
  std::string text = csv_line(titles);
  const Json rows = view.list != nullptr ? view.document.at(view.list) : Json::array({view.document});
  for (const Json& row : rows) {
    std::vector<std::string> cells;
    for (const Field& field : view.fields) {
      cells.push_back(harmless(plain_text(member_of(row, field.member))));
    }
    text += csv_line(cells);
  }
  return text;
}

std::string json_lines(const View& view)
{
  if (view.list == nullptr) {
    return formats::json_text(view.document) + "\n";
  }
  std::string lines;
  for (const Json& row : view.document.at(view.list)) {
    lines += formats::json_text(row) + "\n";
  }
  return lines;
}

} // namespace

// Lists are joined.
std::string plain_text(const Json& value)
{
  if (value.is_null()) {
    return "";
  }
  if (value.is_string()) {
    return value.get<std::string>();
  }
  if (value.is_array()) {
    std::string joined;
    for (const Json& item : value) {
      joined += (joined.empty() ? "" : ", ") + plain_text(item);
    }
    return joined;
  }
  return value.dump();
}

const Json& member_of(const Json& row, const char* name)
{
  static const Json k_nothing;
  const auto found = row.find(name);
  return found == row.end() ? k_nothing : *found;
}

Form parse_form(const std::string& name)
{
  return name == "json" ? Form::json : name == "jsonl" ? Form::jsonl : name == "csv" ? Form::csv : Form::table;
}

std::string render(const View& view, Form form, const Screen& screen)
{
  switch (form) {
  case Form::json:
    return formats::json_text(view.document, 2) + "\n";
  case Form::jsonl:
    return json_lines(view);
  case Form::csv:
    return csv(view);
  case Form::table:
    return view.list != nullptr ? list_table(view, screen) : one_table(view, screen);
  }
  return {};
}

} // namespace myatlas::cli
