#include "output/view.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "formats/text/csv_reader.hpp"
#include "output/joined.hpp"
#include "output/page.hpp"
#include "output/plain_text.hpp"
#include "output/row_members.hpp"
#include "util/decimal.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

using formats::Json;

std::vector<Field> fields_and(std::vector<Field> fields, std::initializer_list<Field> more)
{
  fields.insert(fields.end(), more);
  return fields;
}

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
  std::string line, between;
  for (const std::string& cell : cells) {
    line += between + formats::csv_cell(cell, separator);
    between = separator;
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
  const auto number = util::parse_decimal(text);
  if (!number) {
    return std::nullopt;
  }
  const auto value = util::rescale(*number, k_scale);
  return value ? std::optional(*value) : std::nullopt;
}

bool is_less_as_text(const std::string& a, const std::string& b)
{
  return util::fold(a) < util::fold(b);
}

// Numbers by their value, before all other texts, which go by their letters.
bool is_less(const std::string& a, const std::string& b)
{
  const auto left = decimal_of(a), right = decimal_of(b);
  if (left && right && *left != *right) {
    return *left < *right;
  }
  return left.has_value() == right.has_value() ? is_less_as_text(a, b) : left.has_value();
}

std::string text_of_member(const Json& row, const std::string& member)
{
  return plain_text(member_of(row, member.c_str()));
}

bool comes_before(const Json& a, const Json& b, const std::string& member)
{
  return is_less(text_of_member(a, member), text_of_member(b, member));
}

bool is_among(const std::vector<Field>& fields, const std::string& name)
{
  return std::ranges::any_of(fields, [&](const Field& field) { return name == field.member; });
}

std::string names_of(const std::vector<RowMember>& members, const std::vector<Field>& fields)
{
  std::string names;
  for (const Field& field : fields) {
    join_to(names, field.member);
  }
  for (const RowMember& member : members) {
    if (!is_among(fields, member.name)) {
      join_to(names, member.name);
    }
  }
  return names;
}

std::vector<RowMember> members_in_row(const Json& row)
{
  std::vector<RowMember> members;
  for (const auto& [name, value] : row.items()) {
    members.push_back({name});
  }
  return members;
}

// The columns that may be asked of a list, whether it has rows or not: those it shows, and what its
// rows may have by the schema of its document or, where it is a part of one, as they are. The
// schema is read once, and only for a column that the list does not show.
class ColumnsOfList
{
public:
  explicit ColumnsOfList(const View& view) : m_view(view) {}

  // list.column (name, those there are).
  Result<Field> named(const std::string& name)
  {
    const auto shown = std::ranges::find(m_view.fields, std::string_view(name), &Field::member);
    if (shown != m_view.fields.end()) {
      return *shown;
    }
    const auto known = std::ranges::find(members(), name, &RowMember::name);
    if (known != members().end()) {
      return Field{name.c_str(), title_of_column(name), known->show};
    }
    return Error{"list.column", {name, names_of(members(), m_view.fields)}};
  }

private:
  const std::vector<RowMember>& members()
  {
    if (!m_members) {
      m_members = members_of_view();
    }
    return *m_members;
  }

  std::vector<RowMember> members_of_view() const
  {
    if (m_view.document.contains("schema")) {
      return members_of_rows(m_view.document["schema"].get<std::string>(), m_view.list);
    }
    const Json& rows = m_view.document[m_view.list];
    return rows.empty() ? std::vector<RowMember>{} : members_in_row(rows.front());
  }

  const View& m_view;
  std::optional<std::vector<RowMember>> m_members;
};

// "member", or "-member": the other way round. Without a member rows stay as they are.
struct Order
{
  explicit Order(const std::string& sort)
    : descends(sort.starts_with('-')), member(sort.substr(descends ? 1 : 0))
  {
  }

  bool operator()(const Json& a, const Json& b) const
  {
    return descends ? comes_before(b, a, member) : comes_before(a, b, member);
  }

  bool descends;
  std::string member;
};

void sort_rows(Json& rows, const Order& order)
{
  std::vector<Json> sorted(rows.begin(), rows.end());
  std::ranges::stable_sort(sorted, order);
  rows = sorted;
}

// Those asked for; those of the list where none are.
Result<std::vector<Field>> fields_asked(const View& view, ColumnsOfList& known,
                                        const std::vector<std::string>& columns)
{
  std::vector<Field> fields;
  for (const std::string& name : columns) {
    TRY_ASSIGN(const Field field, known.named(name).or_at("--columns"));
    fields.push_back(field);
  }
  return fields.empty() ? view.fields : fields;
}

Outcome check_order(ColumnsOfList& known, const Order& order)
{
  if (!order.member.empty()) {
    TRY(known.named(order.member).or_at("--sort"));
  }
  return Done{};
}

Outcome arrange_rows(View& view, const Order& order, const ListOptions& options)
{
  if (!order.member.empty()) {
    sort_rows(view.document[view.list], order);
  }
  if (!options.limit.empty() || !options.after.empty()) {
    TRY(cut_page(view.document, view.list, options.limit, options.after));
  }
  return Done{};
}

} // namespace

bool tells(const View& view, const char* member)
{
  return std::ranges::any_of(view.document[view.list], [member](const Json& row) {
    return !member_of(row, member).is_null();
  });
}

View with_client_references(View view)
{
  constexpr const char* k_member = "client_reference";
  if (tells(view, k_member) && !is_among(view.fields, k_member)) {
    view.fields.push_back({k_member, title_of_column(k_member), Show::text, Room::if_wide});
  }
  return view;
}

Result<View> arranged(View view, const ListOptions& options)
{
  const Order order(options.sort);
  ColumnsOfList known(view);
  TRY(check_order(known, order));
  TRY_ASSIGN(std::vector<Field> fields, fields_asked(view, known, options.columns));
  TRY(arrange_rows(view, order, options));
  view.fields = std::move(fields);
  view.has_header = !options.no_header;
  return view;
}

struct NameOfForm
{
  std::string_view name;
  Form form;
};

constexpr NameOfForm k_forms[] = {
  {"json", Form::json}, {"jsonl", Form::jsonl}, {"csv", Form::csv}, {"table", Form::table}};

Form parse_form(const std::string& name)
{
  const auto* known = util::find_by(k_forms, std::string_view(name), &NameOfForm::name);
  return known == nullptr ? Form::table : known->form;
}

} // namespace myatlas::cli
