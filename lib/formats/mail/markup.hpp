#pragma once

#include <string>
#include <string_view>

#include "util/text.hpp"

namespace myatlas::formats {

// Text as it stands in HTML or XML, between tags and in attributes. What would drive a terminal, or
// is no text, is spelled out: XML has no way to say it.
inline std::string escaped_markup(std::string_view text)
{
  std::string safe;
  for (const char c : util::shown(text)) {
    switch (c) {
    case '&':
      safe += "&amp;";
      break;
    case '<':
      safe += "&lt;";
      break;
    case '>':
      safe += "&gt;";
      break;
    case '"':
      safe += "&quot;";
      break;
    default:
      safe += c;
    }
  }
  return safe;
}

} // namespace myatlas::formats
