#pragma once

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

} // namespace myatlas::cli
