#pragma once

#include <string>
#include <string_view>

// What the numbers and texts of a workbook mean.
namespace myatlas::formats {

// The digits of a number as Excel means and shows it: fifteen that count. Three decimals get a
// fourth: they are never thousands.
std::string digits_of(double value);

// A day of the calendar of 1900, whose day 60 never was, or of that of 1904, as ISO 8601; digits
// when it is no day.
std::string date_of(double serial, bool from_1904);

// Whether a number format shows percentages: a % that is not quoted.
bool is_percent_format(std::string_view code);

// Text without Excel's escapes: "_x000D_" is a carriage return, and goes before a line feed;
// "_xD83D__xDE00_" is one character, and half of one is U+FFFD.
std::string without_escapes(const std::string& text);

// Digits and a point, as a workbook's own numbers are read; more digits than a double holds are a
// text.
bool is_plain_number(std::string_view text);

} // namespace myatlas::formats
