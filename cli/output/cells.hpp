#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "output/view.hpp"
#include "texts/states.hpp"

namespace myatlas::cli {

constexpr std::size_t k_gap = 2; // blanks between columns
constexpr std::size_t k_narrowest_text =
  18; // a column of texts is not folded below that, so an identifier stays whole

// A value as a person reads it, and how it is coloured.
struct Cell
{
  std::string text;
  texts::Tone tone = texts::Tone::plain;
};

// What a row has for a field.
Cell cell_of(const formats::Json& row, const Field& field, const Screen& screen);

// A cell of a table: its text in its colour, with blanks up to the width, before it where it
// stands to the right.
std::string padded(const Cell& cell, std::size_t width, bool right, const Screen& screen);

// A text in lines of at most `width` characters, parted at blanks where there are some.
std::vector<std::string> folded(const std::string& text, std::size_t width);

// A line without the blanks at its end, ended.
std::string without_tail(std::string line);

// A value beside its name, folded beside it when the screen is narrow.
std::string named(const std::string& name, std::size_t width, const Cell& value,
                  const Screen& screen);

// Of the longest.
std::size_t width_of_titles(const std::vector<Field>& fields, const texts::Texts& texts);

} // namespace myatlas::cli
