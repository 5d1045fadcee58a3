#include "formats/pdf/win_ansi.hpp"

#include "util/ranges.hpp"
#include "util/utf8.hpp"

namespace myatlas::formats {

namespace {

struct Special
{
  char32_t point;
  unsigned char byte;
};

// What Windows-1252 has between 0x80 and 0x9F, and spaces it lacks.
constexpr Special k_specials[] = {
  {0x20AC, 0x80}, {0x2026, 0x85}, {0x0152, 0x8C}, {0x2018, 0x91}, {0x2019, 0x92}, {0x201C, 0x93},
  {0x201D, 0x94}, {0x2022, 0x95}, {0x2013, 0x96}, {0x2014, 0x97}, {0x0153, 0x9C}, {0x0178, 0x9F},
  {0x202F, 0xA0}, {0x2009, 0xA0}, {0x0160, 0x8A}, {0x0161, 0x9A}, {0x017D, 0x8E}, {0x017E, 0x9E},
  {0x2122, 0x99}, {0x201A, 0x82}, {0x201E, 0x84},
};

// Whether the byte of a character is its number.
bool is_the_same(char32_t point)
{
  return point < 0x80 || (point >= 0xA0 && point <= 0xFF);
}

std::optional<char> special_byte(char32_t point)
{
  const auto* special = util::find_by(k_specials, point, &Special::point);
  return special == nullptr ? std::nullopt : std::optional(static_cast<char>(special->byte));
}

std::optional<char> win_ansi(char32_t point)
{
  return is_the_same(point) ? static_cast<char>(point) : special_byte(point);
}

} // namespace

std::u32string points_of(std::string_view text)
{
  std::u32string points;
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t size = util::size_in_utf8(lead);
    char32_t point = size == 1 ? lead : lead & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size && at + i < text.size(); ++i) {
      point = point << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
    }
    points += point;
    at += size;
  }
  return points;
}

std::optional<std::string> in_win_ansi(std::string_view text)
{
  std::string bytes;
  for (const char32_t point : points_of(text)) {
    const std::optional<char> byte = win_ansi(point);
    if (!byte) {
      return std::nullopt;
    }
    bytes += *byte;
  }
  return bytes;
}

} // namespace myatlas::formats
