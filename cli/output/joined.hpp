#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace myatlas::cli {

// One more part of a list in one text, behind `between` where it is not the first.
inline void join_to(std::string& list, std::string_view part, std::string_view between = ", ")
{
  if (!list.empty()) {
    list += between;
  }
  list += part;
}

// What `tell` says of each, in one text.
template <typename Range, typename Tell = std::identity>
std::string joined(const Range& range, std::string_view between = ", ", Tell tell = {})
{
  std::string list;
  for (const auto& one : range) {
    join_to(list, std::invoke(tell, one), between);
  }
  return list;
}

} // namespace myatlas::cli