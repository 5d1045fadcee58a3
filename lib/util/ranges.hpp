#pragma once

#include <functional>
#include <type_traits>
#include <vector>

namespace myatlas::util {

// What `make` makes of each, in their order.
template <typename Range, typename Make>
auto mapped(const Range& range, Make make)
{
  std::vector<std::decay_t<std::invoke_result_t<Make, decltype(*std::begin(range))>>> made;
  if constexpr (requires { std::size(range); }) {
    made.reserve(std::size(range));
  }
  for (const auto& one : range) {
    made.push_back(std::invoke(make, one));
  }
  return made;
}

} // namespace myatlas::util
