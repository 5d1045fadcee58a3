#include "formats/tables/workbook_values.hpp"

#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "domain/values/date.hpp"
#include "formats/text/encoding.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

// Without an exponent.
std::string written_out(double value)
{
  std::string digits = fmt::format("{:.10f}", value);
  digits.erase(digits.find_last_not_of('0') + 1);
  digits.erase(digits.find_last_not_of('.') + 1);
  return digits;
}

} // namespace

std::string digits_of(double value)
{
  std::string digits = fmt::format("{:.15g}", value);
  if (digits.find('e') != digits.npos) {
    digits = written_out(value);
  }
  const std::size_t point = digits.find('.');
  if (point != digits.npos && digits.size() - point == 4) {
    digits += '0';
  }
  return digits;
}

std::string date_of(double serial, bool from_1904)
{
  if (!(serial >= (from_1904 ? 0 : 61) && serial < 400'000)) {
    return digits_of(serial);
  }
  const std::int32_t origin = from_1904 ? -24'107 : -25'569; // 1904-01-01, 1899-12-30
  return domain::Date::of_days(origin + static_cast<std::int32_t>(std::floor(serial))).text();
}

bool is_plain_number(std::string_view text)
{
  constexpr std::size_t k_most_digits = 15;
  text.remove_prefix(text.starts_with('-') ? 1 : 0);
  const std::size_t point = text.find('.');
  return util::is_digits(text.substr(0, point)) && text.size() <= k_most_digits &&
         (point == text.npos || util::is_digits(text.substr(point + 1)));
}

bool is_percent_format(std::string_view code)
{
  bool quoted = false;
  for (std::size_t i = 0; i < code.size(); ++i) {
    quoted = code[i] == '"' ? !quoted : quoted;
    if (code[i] == '%' && !quoted && (i == 0 || code[i - 1] != '\\')) {
      return true;
    }
  }
  return false;
}

namespace {

constexpr char32_t k_replacement = 0xFFFD; // for half a character
constexpr std::size_t k_escape_size = 7;

// "_x0041_" at a place of a text: 0x41.
std::optional<char32_t> escape_at(std::string_view text, std::size_t at)
{
  const std::string_view escape = text.substr(std::min(at, text.size()), k_escape_size);
  if (escape.size() < k_escape_size || !escape.starts_with("_x") || escape.back() != '_') {
    return std::nullopt;
  }
  std::uint32_t code = 0;
  const char* const end = escape.data() + k_escape_size - 1;
  const bool is_number = std::from_chars(escape.data() + 2, end, code, 16).ptr == end;
  return is_number ? std::optional<char32_t>(code) : std::nullopt;
}

bool is_high_half(char32_t code)
{
  return code >= 0xD800 && code < 0xDC00;
}

bool is_low_half(char32_t code)
{
  return code >= 0xDC00 && code < 0xE000;
}

// The second of two halves of one character of UTF-16, where it stands there.
std::optional<char32_t> low_half_at(std::string_view text, std::size_t at)
{
  const std::optional<char32_t> next = escape_at(text, at);
  return next && is_low_half(*next) ? next : std::nullopt;
}

bool is_half_of_line_end(char32_t code, std::string_view behind)
{
  return code == '\r' && behind.starts_with('\n');
}

// Appends the character that an escape is of; the size of a second escape that belongs to it.
std::size_t append_escaped(char32_t code, std::string_view behind, std::string& plain)
{
  const auto low = is_high_half(code) ? low_half_at(behind, 0) : std::nullopt;
  if (low) {
    append_utf8(0x10000 + ((code - 0xD800) << 10) + (*low - 0xDC00), plain);
    return k_escape_size;
  }
  if (!is_half_of_line_end(code, behind)) {
    append_utf8(is_high_half(code) || is_low_half(code) ? k_replacement : code, plain);
  }
  return 0;
}

} // namespace

std::string without_escapes(const std::string& text)
{
  std::string plain;
  for (std::size_t i = 0; i < text.size();) {
    const std::optional<char32_t> code = escape_at(text, i);
    if (!code) {
      plain += text[i++];
      continue;
    }
    i += k_escape_size;
    i += append_escaped(*code, std::string_view(text).substr(i), plain);
  }
  return plain;
}

} // namespace myatlas::formats
