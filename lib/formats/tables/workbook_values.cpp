#include "formats/tables/workbook_values.hpp"

#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "domain/values/date.hpp"
#include "formats/text/encoding.hpp"

namespace myatlas::formats {

std::string digits_of(double value)
{
  std::string digits = fmt::format("{:.15g}", value);
  if (digits.find('e') != digits.npos) {
    digits = fmt::format("{:.10f}", value);
    digits.erase(digits.find_last_not_of('0') + 1);
    digits.erase(digits.find_last_not_of('.') + 1);
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

// "_x0041_" at a place of a text: 0x41.
std::optional<char32_t> escape_at(std::string_view text, std::size_t at)
{
  constexpr std::size_t k_size = 7;
  if (text.substr(at, 2) != "_x" || at + k_size > text.size() || text[at + k_size - 1] != '_') {
    return std::nullopt;
  }
  std::uint32_t code = 0;
  const char* const end = text.data() + at + k_size - 1;
  return std::from_chars(text.data() + at + 2, end, code, 16).ptr == end
           ? std::optional<char32_t>(code)
           : std::nullopt;
}

} // namespace

std::string without_escapes(const std::string& text)
{
  constexpr std::size_t k_size = 7;
  std::string plain;
  for (std::size_t i = 0; i < text.size();) {
    const std::optional<char32_t> code = escape_at(text, i);
    if (!code) {
      plain += text[i++];
      continue;
    }
    i += k_size;
    const bool high = *code >= 0xD800 && *code < 0xDC00, low = *code >= 0xDC00 && *code < 0xE000;
    const std::optional<char32_t> next = high ? escape_at(text, i) : std::nullopt;
    if (next && *next >= 0xDC00 && *next < 0xE000) { // two halves of one character of UTF-16
      i += k_size;
      append_utf8(0x10000 + ((*code - 0xD800) << 10) + (*next - 0xDC00), plain);
    } else if (*code != '\r' || i >= text.size() || text[i] != '\n') {
      append_utf8(high || low ? k_replacement : *code, plain);
    }
  }
  return plain;
}

} // namespace myatlas::formats
