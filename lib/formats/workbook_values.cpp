#include "formats/workbook_values.hpp"

#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "domain/date.hpp"
#include "formats/encoding.hpp"

namespace myatlas::formats {

namespace {

std::uint32_t little_endian(std::string_view bytes, std::size_t at, std::size_t size)
{
  std::uint32_t value = 0;
  for (std::size_t i = size; i-- > 0;) {
    value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  }
  return value;
}

} // namespace

std::optional<std::uint64_t> unpacked_size(std::string_view zip)
{
  constexpr std::size_t k_entry = 46;
  const std::size_t end = zip.rfind("PK\x05\x06");
  if (end == zip.npos || end + 22 > zip.size()) {
    return std::nullopt;
  }
  std::uint64_t sum = 0;
  std::size_t at = little_endian(zip, end + 16, 4);
  for (std::uint32_t left = little_endian(zip, end + 10, 2); left > 0; --left) {
    if (at + k_entry > zip.size() || zip.substr(at, 4) != "PK\x01\x02") {
      return std::nullopt;
    }
    sum += little_endian(zip, at + 24, 4);
    at += k_entry + little_endian(zip, at + 28, 2) + little_endian(zip, at + 30, 2) + little_endian(zip, at + 32, 2);
  }
  return sum;
}

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

std::string without_escapes(const std::string& text)
{
  std::string plain;
  for (std::size_t i = 0; i < text.size();) {
    unsigned code = 0;
    const bool escape = text.compare(i, 2, "_x") == 0 && i + 7 <= text.size() && text[i + 6] == '_' &&
                        std::from_chars(text.data() + i + 2, text.data() + i + 6, code, 16).ptr == text.data() + i + 6;
    if (!escape) {
      plain += text[i++];
      continue;
    }
    i += 7;
    if (code != '\r' || i >= text.size() || text[i] != '\n') {
      append_utf8(code, plain);
    }
  }
  return plain;
}

} // namespace myatlas::formats
