#pragma once

#include <array>
#include <string>
#include <string_view>

#include "formats/text/csv_options.hpp"
#include "util/result.hpp"

namespace myatlas::formats {

// What may separate cells, the usual first; and its names, for who gave another.
inline constexpr std::array k_separators = {';', '\t', ',', '|'};
inline constexpr const char* k_known_separators = "semicolon, comma, tab, pipe";

// "semicolon", "comma", "tab" or "pipe", as the report and the option --separator say it.
std::string separator_name(char separator);
util::Result<char> parse_separator(std::string_view text);           // "separator.unknown"
util::Result<DecimalMark> parse_decimal_mark(std::string_view text); // "decimal_mark.unknown"
util::Result<DateOrder> parse_date_order(std::string_view text);     // "date_order.unknown"
const char* to_text(DecimalMark mark);
const char* to_text(DateOrder order);

} // namespace myatlas::formats
