// Cells that are days or years.
#include <algorithm>
#include <optional>

#include "formats/text/cells.hpp"
#include "formats/text/csv_options.hpp"
#include "util/decimal.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

util::Error wrong_day(const char* code, std::string_view cell)
{
  return {code, {std::string(cell)}};
}

struct DateParts
{
  std::string_view day, month, year;
};

// Cuts "28/02/2026" at its two separators, which must be the same.
std::optional<DateParts> cut_date(std::string_view text, DateOrder order)
{
  const std::size_t first = text.find_first_of("/-.");
  if (first == text.npos) {
    return std::nullopt;
  }
  const std::vector<std::string_view> parts = util::split(text, text[first]);
  if (parts.size() != 3 || !std::ranges::all_of(parts, util::is_digits)) {
    return std::nullopt;
  }
  if (parts[0].size() == 4) {
    return DateParts{parts[2], parts[1], parts[0]};
  }
  return order == DateOrder::dmy ? DateParts{parts[0], parts[1], parts[2]}
                                 : DateParts{parts[1], parts[0], parts[2]};
}

std::string_view without_midnight(std::string_view text)
{
  for (const std::string_view midnight : {" 00:00:00", " 00:00", "T00:00:00"}) {
    if (text.ends_with(midnight)) {
      return text.substr(0, text.size() - midnight.size());
    }
  }
  return text;
}

util::Result<domain::Date> date_of_parts(const DateParts& parts)
{
  return domain::Date::given(util::to_int(parts.year),
                             static_cast<unsigned>(util::to_int(parts.month)),
                             static_cast<unsigned>(util::to_int(parts.day)));
}

// What digits that are no eight were likely meant to be.
const char* wrong_digits(std::size_t count)
{
  switch (count) {
  case 5:
    return "date.spreadsheet_number";
  case 6:
    return "date.two_digit_year";
  default:
    return "date.form";
  }
}

util::Result<domain::Date> digits_date(std::string_view text, std::string_view cell)
{
  if (text.size() != 8) {
    return wrong_day(wrong_digits(text.size()), cell);
  }
  const auto year_first = date_of_parts({text.substr(6), text.substr(4, 2), text.substr(0, 4)});
  const auto day_first = date_of_parts({text.substr(0, 2), text.substr(2, 2), text.substr(4)});
  if (!year_first && day_first) {
    return util::Error{"date.day_first", {std::string(cell), day_first->text()}};
  }
  return year_first;
}

// Of a day, or of five digits that a spreadsheet counts it by from 30 December 1899.
std::optional<int> year_of_day(std::string_view cell, DateOrder order)
{
  constexpr std::int32_t k_before_1970 = 25'569;
  const std::string_view text = util::trim(cell);
  if (text.size() == 5 && util::is_digits(text)) {
    return domain::Date::of_days(util::to_int(text) - k_before_1970).year();
  }
  const util::Result<domain::Date> day = date_cell(cell, order);
  return day ? std::optional(day->year()) : std::nullopt;
}

} // namespace

util::Result<std::int64_t> year_cell(std::string_view cell, DateOrder order)
{
  const auto is_of_pay = [](std::int64_t year) { return year >= 1990 && year <= 2999; };
  const util::Result<std::int64_t> year = whole_cell(cell);
  if (year && is_of_pay(*year)) {
    return year;
  }
  const std::optional<int> of_day = year_of_day(cell, order);
  if (of_day && is_of_pay(*of_day)) {
    return util::Error{"year.date", {std::string(cell), std::to_string(*of_day)}};
  }
  return year ? util::Result<std::int64_t>(wrong_day("year.range", cell)) : year;
}

util::Result<domain::Date> date_cell(std::string_view cell, DateOrder order)
{
  const std::string_view text = without_midnight(util::trim(cell));
  if (util::is_digits(text)) {
    return digits_date(text, cell);
  }
  const std::optional<DateParts> parts = cut_date(text, order);
  if (!parts || parts->day.size() > 2 || parts->month.size() > 2) {
    return wrong_day("date.form", cell);
  }
  if (parts->year.size() != 4) {
    return wrong_day(parts->year.size() == 2 ? "date.two_digit_year" : "date.form", cell);
  }
  const util::Result<domain::Date> date = date_of_parts(*parts);
  if (!date && date.error().code == "date.none") { // told as it stands in the cell
    return wrong_day("date.none", cell);
  }
  return date;
}

} // namespace myatlas::formats
