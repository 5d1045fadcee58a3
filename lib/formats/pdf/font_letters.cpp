#include "formats/pdf/font_letters.hpp"

#include <algorithm>

namespace myatlas::formats {

namespace {

std::uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t size) // 0 past the end
{
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    value = value << 8 | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U);
  }
  return value;
}

std::string_view table_of(std::string_view font, std::string_view tag)
{
  constexpr std::size_t k_header = 12, k_record = 16;
  for (std::size_t i = 0; i < number_at(font, 4, 2); ++i) {
    const std::size_t at = k_header + i * k_record;
    if (at + k_record <= font.size() && font.substr(at, 4) == tag) {
      return font.substr(std::min<std::size_t>(number_at(font, at + 8, 4), font.size()),
                         number_at(font, at + 12, 4));
    }
  }
  return {};
}

} // namespace

FontLetters::FontLetters(std::string_view font)
{
  constexpr std::size_t k_header = 4, k_record = 8;
  constexpr std::uint32_t k_windows = 3, k_unicode = 1, k_format = 4;
  const std::string_view cmap = table_of(font, "cmap");
  for (std::size_t i = 0; i < number_at(cmap, 2, 2); ++i) {
    const std::size_t at = k_header + i * k_record, map = number_at(cmap, at + 4, 4);
    if (number_at(cmap, at, 2) == k_windows && number_at(cmap, at + 2, 2) == k_unicode &&
        number_at(cmap, map, 2) == k_format) {
      m_map = cmap.substr(map);
    }
  }
}

std::uint32_t FontLetters::word(std::size_t at) const
{
  return number_at(m_map, at, 2);
}

// Segments of points, each with where its glyphs are; glyph 0 is the box of a letter that is
// missing.
bool FontLetters::has(char32_t point) const
{
  constexpr std::size_t k_ends = 14;
  const std::size_t row = word(6), starts = k_ends + row + 2, shifts = starts + row,
                    offsets = shifts + row;
  for (std::size_t at = 0; at < row && point < 0xFFFF; at += 2) {
    if (point > word(k_ends + at)) {
      continue;
    }
    const std::uint32_t start = word(starts + at), offset = word(offsets + at);
    if (point < start) {
      return false;
    }
    const std::uint32_t glyph = offset == 0 ? static_cast<std::uint32_t>(point)
                                            : word(offsets + at + offset + 2 * (point - start));
    return glyph != 0 && (glyph + word(shifts + at)) % 0x10000 != 0;
  }
  return false;
}

} // namespace myatlas::formats
