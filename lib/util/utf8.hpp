#pragma once

#include <cstddef>

namespace myatlas::util {

// How many bytes a character of UTF-8 has that begins with this one, as it says itself.
constexpr std::size_t size_in_utf8(unsigned char first)
{
  if (first < 0x80) {
    return 1;
  }
  if (first < 0xE0) {
    return 2;
  }
  return first < 0xF0 ? 3 : 4;
}

} // namespace myatlas::util
