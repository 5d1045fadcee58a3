#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace myatlas::formats {

// Which letters a TrueType font draws: its character map of format 4 for Windows (OpenType 1.9,
// cmap), the one libharu draws with.
class FontLetters
{
public:
  explicit FontLetters(
    std::string_view font); // a whole file; of one without such a map there are none
  bool has(char32_t point) const;

private:
  std::uint32_t word(std::size_t at) const;

  std::string m_map;
};

} // namespace myatlas::formats
