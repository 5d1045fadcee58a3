#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace myatlas::formats {

// The points of well-formed UTF-8.
std::u32string points_of(std::string_view text);

// To WinAnsiEncoding (ISO 32000-1, annex D); nothing where that lacks a letter.
std::optional<std::string> in_win_ansi(std::string_view text);

} // namespace myatlas::formats
