#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace myatlas::cli {

// Text in lines of at most `width` columns, broken at blanks; each line after the first stands
// behind `indent` blanks, the first begins in column `start`. A word that is longer than a line
// stands alone.
std::string wrapped(const std::string& text, std::size_t start, std::size_t indent,
                    std::size_t width);

// A command for a shell in lines of at most `width` columns where that can be, each but the last
// with a backslash at its end and all but the first behind `indent` blanks and two more. An option
// stays with its value, and nothing is broken inside quotes.
std::string wrapped_command(std::string_view command, std::size_t indent, std::size_t width);

// A terminal's columns as far as lines are read with ease; that of an old screen when there is
// none.
std::size_t readable_width(std::size_t columns);

} // namespace myatlas::cli
