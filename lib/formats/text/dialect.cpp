#include "formats/text/dialect.hpp"

#include "domain/values/names.hpp"
#include "util/ranges.hpp"

namespace myatlas::formats {

namespace {

constexpr domain::NamedValue<char> k_separator_names[] = {
  {"semicolon", ';'}, {"tab", '\t'}, {"comma", ','}, {"pipe", '|'}, {";", ';'},
  {"\t", '\t'},       {"\\t", '\t'}, {",", ','},     {"|", '|'},
};

constexpr domain::NamedValue<DecimalMark> k_marks[] = {{"comma", DecimalMark::comma},
                                                       {"point", DecimalMark::point},
                                                       {",", DecimalMark::comma},
                                                       {".", DecimalMark::point}};

constexpr domain::NamedValue<DateOrder> k_orders[] = {{"dmy", DateOrder::dmy},
                                                      {"mdy", DateOrder::mdy},
                                                      {"jma", DateOrder::dmy},
                                                      {"mja", DateOrder::mdy}};

} // namespace

std::string separator_name(char separator)
{
  const std::string name = domain::name_of(k_separator_names, separator);
  return name.empty() ? std::string(1, separator) : name;
}

static constexpr auto k_name = [](const auto& row) { return std::string_view(row.name); };

util::Result<char> parse_separator(std::string_view text)
{
  if (const auto* known = util::find_by(k_separator_names, text, k_name)) {
    return known->value;
  }
  return util::Error{"separator.unknown", {std::string(text), k_known_separators}};
}

util::Result<DecimalMark> parse_decimal_mark(std::string_view text)
{
  return domain::value_of(k_marks, text, "decimal_mark.unknown");
}

util::Result<DateOrder> parse_date_order(std::string_view text)
{
  return domain::value_of(k_orders, text, "date_order.unknown");
}

const char* to_text(DecimalMark mark)
{
  return domain::name_of(k_marks, mark);
}

const char* to_text(DateOrder order)
{
  return domain::name_of(k_orders, order);
}

} // namespace myatlas::formats
