#include "formats/text/cells.hpp"

#include <algorithm>

#include "domain/contributions/headcount.hpp"
#include "domain/invoices/invoice.hpp"
#include "domain/values/check_digits.hpp"
#include "formats/text/csv_options.hpp"
#include "util/decimal.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::formats {

namespace {

util::Error wrong(const char* code, std::string_view cell)
{
  return {code, {std::string(cell)}};
}

// --- Amounts ---

// Digits and marks of an amount, its currency, blanks, apostrophes and sign taken off.
struct BareAmount
{
  std::string text;
  bool negative = false;
};

void drop_end(std::string& text, std::string_view end)
{
  if (util::to_upper(text).ends_with(end)) {
    text.resize(text.size() - end.size());
  }
}

void replace_all(std::string& text, std::string_view what, std::string_view by)
{
  for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
}

BareAmount bare_amount(std::string_view cell)
{
  BareAmount bare{util::without_blanks(cell, "'"), false};
  std::string& text = bare.text;
  replace_all(text, "\u2212", "-"); // the sign of minus, which word processors write
  drop_end(text, "€");
  drop_end(text, "EUR");
  if (text.size() > 2 && text.front() == '(' && text.back() == ')') {
    text = text.substr(1, text.size() - 2);
    bare.negative = true;
  } else if (text.starts_with('-') || text.starts_with('+')) {
    bare.negative = text.front() == '-';
    text.erase(0, 1);
  } else if (text.ends_with('-')) {
    bare.negative = true;
    text.pop_back();
  }
  return bare;
}

bool is_digit_at(std::string_view text, std::size_t at)
{
  return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

// Whether the blanks and apostrophes between the digits of a number part its thousands: those of "1
// 23 456,78" do not.
bool parts_thousands(std::string_view cell)
{
  constexpr char k_gap = ' ';
  const std::string text = util::blanks_as(cell, "'", k_gap);
  const std::size_t last_mark = std::min(text.find_last_of(",."), text.size());
  bool follows = false; // a group before
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_digit_at(text, at)) {
      continue;
    }
    const std::size_t end = std::min(text.find_first_not_of("0123456789", at), text.size());
    const std::size_t next = std::min(text.find_first_not_of(k_gap, end), text.size());
    const bool is_parted = next > end && is_digit_at(text, next);
    const bool is_too_long = is_parted && (end - at > 3 || end > last_mark);
    if ((follows && end - at != 3) || is_too_long) {
      return false;
    }
    follows = is_parted;
    at = end;
  }
  return true;
}

// True when `mark` cuts the digits of `whole` into groups of three.
bool groups_of_three(std::string_view whole, char mark)
{
  const std::vector<std::string_view> groups = util::split(whole, mark);
  return groups.size() > 1 && groups[0].size() <= 3 && util::is_digits(groups[0]) &&
         std::all_of(groups.begin() + 1, groups.end(), [](std::string_view group) {
           return group.size() == 3 && util::is_digits(group);
         });
}

std::string without(std::string text, char mark)
{
  std::erase(text, mark);
  return text;
}

char mark_of(DecimalMark mark)
{
  return mark == DecimalMark::comma ? ',' : '.';
}

// With the decimal mark known: the other one may only group thousands.
util::Result<std::string> with_known_mark(const std::string& text, DecimalMark decimal)
{
  const char mark = mark_of(decimal), group = decimal == DecimalMark::comma ? '.' : ',';
  const std::size_t at = text.find(mark);
  std::string whole = text.substr(0, at);
  if (whole.find(group) != whole.npos) {
    if (!groups_of_three(whole, group)) {
      return util::Error{"amount.form", {text}};
    }
    whole = without(whole, group);
  }
  return at == text.npos ? whole : whole + "." + text.substr(at + 1);
}

// "1.234,56" groups by points; "12,5" and "12.5" are plain; "1.234" and "1,234" can be either.
util::Result<std::string> with_any_mark(const std::string& text, std::optional<DecimalMark>& seen)
{
  const std::size_t comma = text.find(','), point = text.find('.');
  if (comma == text.npos && point == text.npos) {
    return text;
  }
  if (comma != text.npos && point != text.npos) {
    const bool commas_group =
      text.find(',', comma + 1) < point; // "1,234,567.89" can be read in one way
    seen = commas_group ? DecimalMark::point : DecimalMark::comma;
    if (comma < point && !commas_group) {
      return util::Error{"amount.ambiguous", {text}};
    }
    return with_known_mark(text, *seen);
  }
  const char mark = comma != text.npos ? ',' : '.';
  if (groups_of_three(text, mark)) {
    return util::Error{"amount.ambiguous", {text}};
  }
  seen = mark == ',' ? DecimalMark::comma : DecimalMark::point;
  return with_known_mark(text, *seen);
}

std::string bare_percent(std::string_view cell)
{
  std::string text = util::without_blanks(cell);
  drop_end(text, "%");
  std::ranges::replace(text, ',', '.');
  return text;
}

} // namespace

std::string_view without_guard(std::string_view cell)
{
  cell = util::trim(cell);
  if (cell.starts_with("\xEF\xBB\xBF")) {
    cell.remove_prefix(3);
  }
  if (cell.starts_with('\'')) {
    cell.remove_prefix(1);
  } else if (cell.size() > 3 && cell.starts_with("=\"") && cell.ends_with('"')) {
    cell = cell.substr(2, cell.size() - 3);
  }
  return cell;
}

util::Result<domain::Siret> siret_cell(std::string_view cell)
{
  if (cell.size() == 14 && cell[0] >= '0' && cell[0] <= '9') {
    return domain::Siret::parse(cell);
  }
  std::string_view text = without_guard(cell);
  for (const std::string_view tail : {".00", ".0"}) {
    if (text.size() == 14 + tail.size() && text.ends_with(tail)) {
      text.remove_suffix(tail.size());
    }
  }
  const util::Result<domain::Siret> siret = domain::Siret::parse(text);
  if (siret) {
    return siret;
  }
  util::Error error = siret.error();
  error.args[0] = std::string(util::trim(cell));
  return error;
}

util::Result<domain::Money> amount_cell(std::string_view cell, std::optional<DecimalMark> decimal,
                                        std::optional<DecimalMark>& seen)
{
  const BareAmount bare = bare_amount(cell);
  if (!parts_thousands(cell)) {
    return wrong("amount.form", cell);
  }
  if (domain::looks_scientific(bare.text)) {
    return wrong("amount.scientific", cell);
  }
  const util::Result<std::string> plain =
    decimal ? with_known_mark(bare.text, *decimal) : with_any_mark(bare.text, seen);
  if (!plain) {
    return wrong(plain.error().code.c_str(), cell);
  }
  const util::Result<domain::Money> amount =
    domain::Money::parse((bare.negative ? "-" : "") + *plain);
  if (!amount) {
    return wrong(amount.error().code.c_str(), cell);
  }
  return amount;
}

std::string number_text(std::string_view cell)
{
  std::string bare = util::without_blanks(cell);
  const std::size_t mark = std::min(bare.find_first_of(",."), bare.size());
  const bool is_whole = util::is_digits(std::string_view(bare).substr(0, mark));
  const bool is_one =
    is_whole && (mark == bare.size() || util::is_digits(std::string_view(bare).substr(mark + 1)));
  if (!is_one || !parts_thousands(cell)) {
    return std::string(cell);
  }
  std::ranges::replace(bare, ',', '.');
  return bare;
}

namespace {

// Digits with marks between: what with_known_mark and with_any_mark read.
bool is_number_with_marks(std::string_view bare)
{
  return is_digit_at(bare, 0) && is_digit_at(bare, bare.size() - 1) &&
         bare.find_first_not_of("0123456789,.") == bare.npos;
}

util::Result<std::string> with_mark(const std::string& bare, std::optional<DecimalMark> decimal)
{
  std::optional<DecimalMark> seen;
  return decimal ? with_known_mark(bare, *decimal) : with_any_mark(bare, seen);
}

} // namespace

util::Result<std::string> count_text(std::string_view cell, std::optional<DecimalMark> decimal)
{
  const std::string bare = util::without_blanks(cell);
  if (!is_number_with_marks(bare) || !parts_thousands(cell)) {
    return std::string(cell);
  }
  const util::Result<std::string> plain = with_mark(bare, decimal);
  if (!plain && plain.error().code == "amount.ambiguous") {
    return wrong("amount.ambiguous", cell);
  }
  return plain ? *plain : std::string(cell);
}

util::Result<std::int64_t> headcount_cell(std::string_view cell, std::optional<DecimalMark> decimal)
{
  TRY_ASSIGN(std::string text, count_text(cell, decimal));
  if (decimal) {
    drop_end(text, ".000"); // no thousands, where the mark is known
  }
  const util::Result<std::int64_t> count = domain::parse_headcount(text);
  return count ? count : util::Result<std::int64_t>(wrong(count.error().code.c_str(), cell));
}

util::Result<std::int64_t> percent_cell(std::string_view cell)
{
  const auto percent = domain::parse_percent(bare_percent(cell));
  if (percent) {
    return percent;
  }
  return wrong(percent.error().code.c_str(), cell);
}

util::Result<std::int64_t> vat_rate_cell(std::string_view cell)
{
  const util::Result<std::int64_t> rate = domain::parse_vat_rate(bare_percent(cell));
  const bool is_told = rate || rate.error().code == "vat_rate.not_in_force";
  return is_told ? rate : util::Result<std::int64_t>(wrong(rate.error().code.c_str(), cell));
}

util::Result<std::int64_t> whole_cell(std::string_view cell)
{
  const std::string text = util::without_blanks(cell);
  const bool negative = text.starts_with('-');
  const std::string_view digits = std::string_view(text).substr(negative ? 1 : 0);
  if (!util::is_digits(digits) || !parts_thousands(cell)) {
    return wrong("integer.form", cell);
  }
  if (negative) {
    return wrong("integer.negative", cell);
  }
  if (digits.size() > 9) {
    return wrong("integer.range", cell);
  }
  return std::int64_t{util::to_int(digits)};
}

std::vector<std::string> parts_of_cell(std::string_view cell)
{
  std::vector<std::string> parts;
  std::string text(cell);
  const auto separates = [](char c) { return c == ';' || c == '\n' || c == '\r'; };
  std::ranges::replace_if(text, separates, '|');
  for (const std::string_view part : util::split(text, '|')) {
    if (!util::trim(part).empty()) {
      parts.emplace_back(util::trim(part));
    }
  }
  return parts;
}

} // namespace myatlas::formats
