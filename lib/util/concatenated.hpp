#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

namespace myatlas::util {

// Lists one behind the other, made by the compiler: nothing is left to do when the program starts.
template <typename T, std::size_t... sizes>
consteval auto concatenated(const T (&... lists)[sizes])
{
  std::array<T, (sizes + ...)> all = {};
  auto* end = all.data();
  ((end = std::ranges::copy(lists, end).out), ...);
  return all;
}

} // namespace myatlas::util
