#include "output/view.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "formats/csv_reader.hpp"
#include "messages/tr.hpp"
#include "util/text.hpp"

namespace myatlas::cli {

using formats::Json;

namespace {

// A value as one cell; lists are joined.
std::string plain(const Json& value)
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
      joined += (joined.empty() ? "" : ", ") + plain(item);
    }
    return joined;
  }
  return value.dump();
}

const Json& member(const Json& row, const char* name)
{
  static const Json k_nothing;
  const auto found = row.find(name);
  return found == row.end() ? k_nothing : *found;
}

// A negative number is left one.
std::string harmless(const std::string& cell)
{
  const bool number = cell.size() > 1 && cell[0] == '-' && cell.find_first_not_of("0123456789.", 1) == std::string::npos;
  return number ? cell : formats::harmless_cell(cell);
}

std::string for_people(const Json& row, const Field& field)
{
  const Json& value = member(row, field.member);
  const std::string text = value.is_boolean() ? tr(value.get<bool>() ? N_("yes") : N_("no")) : plain(value);
  const std::string shown = field.show == Show::money && !text.empty() ? money_for_people(text) : text;
  return util::printable(shown);
}

std::string padded(const std::string& text, std::size_t width, bool right)
{
  const std::size_t length = util::length_utf8(text);
  const std::string blanks(width > length ? width - length : 0, ' ');
  return right ? blanks + text : text + blanks;
}

std::string without_tail(std::string line)
{
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

std::string list_table(const View& view)
{
  std::vector<std::vector<std::string>> rows(1);
  std::vector<std::size_t> widths;
  for (const Field& field : view.fields) {
    rows[0].emplace_back(tr(field.title));
  }
  for (const Json& item : view.document.at(view.list)) {
    rows.emplace_back();
    for (const Field& field : view.fields) {
      rows.back().push_back(for_people(item, field));
    }
  }
  for (std::size_t i = 0; i < view.fields.size(); ++i) {
    std::size_t width = 0;
    for (const auto& row : rows) {
      width = std::max(width, util::length_utf8(row[i]));
    }
    widths.push_back(width);
  }
  std::string table;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += (i == 0 ? "" : "  ") + padded(row[i], widths[i], view.fields[i].show != Show::text);
    }
    table += without_tail(line);
  }
  return table;
}

std::string one_table(const View& view)
{
  std::size_t width = 0;
  for (const Field& field : view.fields) {
    width = std::max(width, util::length_utf8(tr(field.title)));
  }
  std::string table;
  for (const Field& field : view.fields) {
    table += without_tail(padded(tr(field.title), width, false) + "  " + for_people(view.document, field));
  }
  return table;
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
      cells.push_back(harmless(plain(member(row, field.member))));
    }
    text += csv_line(cells);
  }
  return text;
}

std::string json_lines(const View& view)
{
  if (view.list == nullptr) {
    return view.document.dump() + "\n";
  }
  std::string lines;
  for (const Json& row : view.document.at(view.list)) {
    lines += row.dump() + "\n";
  }
  return lines;
}

} // namespace

Form parse_form(const std::string& name)
{
  return name == "json" ? Form::json : name == "jsonl" ? Form::jsonl : name == "csv" ? Form::csv : Form::table;
}

std::string render(const View& view, Form form)
{
  switch (form) {
  case Form::json:
    return view.document.dump(2) + "\n";
  case Form::jsonl:
    return json_lines(view);
  case Form::csv:
    return csv(view);
  case Form::table:
    return view.list != nullptr ? list_table(view) : one_table(view);
  }
  return {};
}

std::string money_for_people(const std::string& amount)
{
  const std::string sign = amount.starts_with('-') ? "-" : "";
  const std::size_t point = amount.find('.');
  std::string whole = amount.substr(sign.size(), point - sign.size());
  // i18n: what groups thousands, what marks decimals, and how an amount in euros is written
  const std::string group = tr(N_(",")), mark = tr(N_("."));
  for (std::size_t at = whole.size(); at > 3; at -= 3) {
    whole.insert(at - 3, group);
  }
  return sign + trf(N_("€{0}{1}{2}"), whole, mark, amount.substr(point + 1));
}

} // namespace myatlas::cli
