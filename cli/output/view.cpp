#include "output/view.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "domain/values/date.hpp"
#include "formats/text/csv_reader.hpp"
#include "operations/pages.hpp"
#include "output/joined.hpp"
#include "texts/texts.hpp"
#include "util/decimal.hpp"
#include "util/text.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

using formats::Json;

CsvStyle parse_csv_style(const std::string& name)
{
  return name == "excel" ? CsvStyle::excel : CsvStyle::machine;
}

const char* csv_mark(CsvStyle style)
{
  return style == CsvStyle::excel ? "\xEF\xBB\xBF" : "";
}

std::string csv_line(const std::vector<std::string>& cells, CsvStyle style)
{
  const char separator = style == CsvStyle::excel ? ';' : ',';
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    line += i == 0 ? "" : std::string(1, separator);
    line += formats::csv_cell(cells[i], separator);
  }
  return line + (style == CsvStyle::excel ? "\r\n" : "\n");
}

std::string csv_number(std::string text, CsvStyle style)
{
  const std::size_t point = style == CsvStyle::excel ? text.find('.') : text.npos;
  return point == text.npos ? text : text.replace(point, 1, ",");
}

namespace {

std::optional<std::int64_t> decimal_of(const std::string& text)
{
  constexpr int k_scale = 4;
  const util::Result<util::Decimal> number = util::parse_decimal(text);
  const util::Result<std::int64_t> value =
    number ? util::rescale(*number, k_scale) : util::Result<std::int64_t>(number.errors());
  return value ? std::optional(*value) : std::nullopt;
}

// Amounts and counts by their value, other texts by their letters.
bool comes_before(const Json& a, const Json& b, const std::string& member)
{
  const std::string first = plain_text(member_of(a, member.c_str())),
                    second = plain_text(member_of(b, member.c_str()));
  const auto left = decimal_of(first), right = decimal_of(second);
  return left && right ? *left < *right : util::fold(first) < util::fold(second);
}

std::string names_of(const Json& row, const std::vector<Field>& fields)
{
  std::string names;
  for (const Field& field : fields) {
    join_to(names, field.member);
  }
  for (const auto& [name, value] : row.items()) {
    const bool told =
      std::ranges::any_of(fields, [&](const Field& field) { return name == field.member; });
    if (!told && !value.is_object()) {
      join_to(names, name);
    }
  }
  return names;
}

// What each row is called: by its first member, and by which one of those it is.
std::vector<std::string> keys_of(const Json& rows)
{
  std::vector<std::string> keys;
  std::map<std::string, int> seen;
  for (const Json& row : rows) {
    const std::string first = row.empty() ? "" : plain_text(row.begin().value());
    const int count = ++seen[first];
    keys.push_back(count == 1 ? first : first + "#" + std::to_string(count));
  }
  return keys;
}

// The page that is asked for; the rows before and behind it go.
// The rows from `first` on that are to be shown; `keys` are those of all.
util::Result<std::size_t> first_of_page(const std::vector<std::string>& keys,
                                        const std::string& after)
{
  if (after.empty()) {
    return 0;
  }
  const auto found = std::ranges::find(keys, after);
  if (found == keys.end()) {
    return util::Error{"list.after", {after}}.at("--after");
  }
  return static_cast<std::size_t>(found - keys.begin()) + 1;
}

// The page that is asked for; the rows before and behind it go.
util::Outcome cut_page(Json& document, const char* list, const ListOptions& options)
{
  Json& rows = document[list];
  const std::vector<std::string> keys = keys_of(rows);
  TRY_ASSIGN(const std::size_t first, first_of_page(keys, options.after));
  std::size_t limit = keys.size();
  if (!options.limit.empty()) {
    TRY_ASSIGN(const std::int64_t asked, operations::parse_limit(options.limit).or_at("--limit"));
    limit = static_cast<std::size_t>(asked);
  }
  const std::size_t end = std::min(keys.size(), first + limit);
  Json page = Json::array();
  for (std::size_t i = first; i < end; ++i) {
    page.push_back(std::move(rows[i]));
  }
  rows = std::move(page);
  document["next"] = end < keys.size() ? Json(keys[end - 1]) : Json(nullptr);
  return util::Done{};
}

// One of the list, or another member of its rows; list.column (name, those there are).
util::Result<Field> field_named(const std::string& name, const View& view, const Json& row)
{
  const auto known =
    std::ranges::find_if(view.fields, [&](const Field& field) { return name == field.member; });
  if (known != view.fields.end()) {
    return *known;
  }
  return row.contains(name)
           ? util::Result<Field>(Field{name.c_str(), name.c_str()})
           : util::Result<Field>(util::Error{"list.column", {name, names_of(row, view.fields)}});
}

void sort_rows(Json& rows, const std::string& member, bool descends)
{
  std::vector<Json> sorted(rows.begin(), rows.end());
  std::ranges::stable_sort(sorted, [&](const Json& a, const Json& b) {
    return descends ? comes_before(b, a, member) : comes_before(a, b, member);
  });
  rows = sorted;
}

} // namespace

util::Result<View> arranged(View view, const ListOptions& options)
{
  Json& rows = view.document[view.list];
  const Json row = rows.empty() ? Json::object() : rows.front();
  const bool descends = options.sort.starts_with('-');
  const std::string sort = options.sort.substr(descends ? 1 : 0);
  if (!sort.empty()) {
    TRY(field_named(sort, view, row).or_at("--sort"));
  }
  std::vector<Field> fields;
  for (const std::string& name : options.columns) {
    TRY_ASSIGN(const Field field, field_named(name, view, row).or_at("--columns"));
    fields.push_back(field);
  }
  if (!sort.empty()) {
    sort_rows(rows, sort, descends);
  }
  if (!options.limit.empty() || !options.after.empty()) {
    TRY(cut_page(view.document, view.list, options));
  }
  view.fields = fields.empty() ? view.fields : fields;
  view.has_header = !options.no_header;
  return view;
}

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
  constexpr std::pair<std::string_view, Form> k_forms[] = {
    {"json", Form::json}, {"jsonl", Form::jsonl}, {"csv", Form::csv}};
  for (const auto& [known, form] : k_forms) {
    if (known == name) {
      return form;
    }
  }
  return Form::table;
}

} // namespace myatlas::cli
