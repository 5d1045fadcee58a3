#pragma once

#include <string>
#include <string_view>

namespace myatlas::formats {

// Text as it stands in HTML or XML, between tags and in attributes.
inline std::string escaped_markup(std::string_view text)
{
  std::string safe;
  for (const char c : text) {
    safe += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : std::string(1, c);
  }
  return safe;
}

} // namespace myatlas::formats
