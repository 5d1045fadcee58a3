#include "output/render.hpp"

#include "formats/text/csv_reader.hpp"
#include "output/plain_text.hpp"
#include "output/table.hpp"

namespace myatlas::cli {

using formats::Json;

namespace {

bool is_figure(std::string_view text)
{
  return text.find_first_not_of("0123456789.") == text.npos;
}

bool is_negative_number(std::string_view cell)
{
  return cell.size() > 1 && cell[0] == '-' && is_figure(cell.substr(1));
}

// A negative number is left one.
std::string harmless(const std::string& cell)
{
  return is_negative_number(cell) ? cell : formats::harmless_cell(cell);
}

bool is_number(const Field& field)
{
  return field.show == Show::money || field.show == Show::number;
}

std::vector<std::string> titles_of(const View& view)
{
  std::vector<std::string> titles;
  for (const Field& field : view.fields) {
    titles.emplace_back(field.member);
  }
  return titles;
}

std::string csv_value(const Json& row, const Field& field, CsvStyle style)
{
  const std::string text = harmless(plain_text(member_of(row, field.member)));
  return is_number(field) ? csv_number(text, style) : text;
}

std::string csv_row(const Json& row, const View& view, CsvStyle style)
{
  std::vector<std::string> cells;
  for (const Field& field : view.fields) {
    cells.push_back(csv_value(row, field, style));
  }
  return csv_line(cells, style);
}

Json rows_of_view(const View& view)
{
  return view.list != nullptr ? view.document.at(view.list) : Json::array({view.document});
}

std::string csv(const View& view, CsvStyle style)
{
  std::string text = csv_mark(style);
  text += view.has_header ? csv_line(titles_of(view), style) : "";
  for (const Json& row : rows_of_view(view)) {
    text += csv_row(row, view, style);
  }
  return text;
}

std::string json_lines(const View& view)
{
  std::string lines;
  for (const Json& row : rows_of_view(view)) {
    lines += formats::json_text(row) + "\n";
  }
  return lines;
}

} // namespace

std::string render(const View& view, Form form, const Screen& screen)
{
  switch (form) {
  case Form::json:
    return formats::json_text(view.document, 2) + "\n";
  case Form::jsonl:
    return json_lines(view);
  case Form::csv:
    return csv(view, screen.csv);
  case Form::table:
    return view.list != nullptr ? list_table(view, screen) : one_table(view, screen);
  }
  return {};
}

} // namespace myatlas::cli
