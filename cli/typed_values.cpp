#include "typed_values.hpp"

#include <algorithm>

#include "formats/text/cells.hpp"
#include "formats/text/csv_options.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"

namespace myatlas::cli {

namespace {

Result<std::string> typed_amount(const std::string& text)
{
  std::optional<formats::DecimalMark> seen;
  if (domain::Money::parse(text)) {
    return text;
  }
  const Result<domain::Money> amount = formats::amount_cell(text, std::nullopt, seen);
  if (!amount && amount.error().code == "amount.ambiguous") {
    return Error{"amount.two_ways", {text}};
  }
  return amount ? amount->text() : text;
}

Result<std::string> typed_date(const std::string& text)
{
  const auto french = formats::date_cell(text, formats::DateOrder::dmy),
             american = formats::date_cell(text, formats::DateOrder::mdy);
  if (french && american && *french != *american) {
    return Error{"date.two_ways", {text, french->text(), american->text()}};
  }
  return french ? french->text() : text;
}

bool is_number(const std::string& text)
{
  return !text.empty() && text.find_first_not_of("0123456789.") == text.npos;
}

// "10,5", "1 200". A mark before three digits may group thousands.
Result<std::string> typed_number(const std::string& text)
{
  const Result<std::string> number = formats::count_text(text, std::nullopt);
  if (!number) {
    return Error{"amount.two_ways", {text}};
  }
  return is_number(*number) ? *number : text;
}

// "4,5 %": there are no thousands of it.
Result<std::string> typed_percentage(const std::string& text)
{
  const std::string_view bare =
    util::trim(text.ends_with('%') ? std::string_view(text).substr(0, text.size() - 1) : text);
  const std::string number = formats::number_text(bare);
  return is_number(number) ? number : text;
}

// "2024=10,5", "teaching:1 200,50": what stands behind the mark, and before the next.
Result<std::string> typed_part(const std::string& text, char mark,
                               Result<std::string> (*read)(const std::string&))
{
  const std::size_t at = text.find(mark);
  if (at == text.npos) {
    return text;
  }
  const std::size_t end = std::min(text.find(mark, at + 1), text.size());
  const Result<std::string> part = read(text.substr(at + 1, end - at - 1));
  return part ? Result<std::string>(text.substr(0, at + 1) + *part + text.substr(end)) : part;
}

Result<std::string> typed_text(const std::string& text)
{
  return text;
}

Result<std::string> typed_number_of_year(const std::string& text)
{
  return typed_part(text, '=', typed_number);
}

Result<std::string> typed_amount_of_nature(const std::string& text)
{
  return typed_part(text, ':', typed_amount);
}

struct TypedReader
{
  Reads reads;
  Result<std::string> (*read)(const std::string& text);
};

constexpr TypedReader k_readers[] = {{Reads::as_typed, typed_text},
                                     {Reads::amount, typed_amount},
                                     {Reads::day, typed_date},
                                     {Reads::number, typed_number},
                                     {Reads::percentage, typed_percentage},
                                     {Reads::number_of_year, typed_number_of_year},
                                     {Reads::amount_of_nature, typed_amount_of_nature}};

} // namespace

Result<std::string> read_as_typed(Reads reads, const std::string& text)
{
  return text.empty() ? text : util::find_by(k_readers, reads, &TypedReader::reads)->read(text);
}

} // namespace myatlas::cli
