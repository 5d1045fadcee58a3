#pragma once

#include <string>

#include "output/view.hpp"

namespace myatlas::cli {

// A result as a table for people: a column a field, or a line a field when the document is one row.
// Texts are folded, never cut, so that a table fits a terminal; when that is not enough each row
// becomes a block of lines.
std::string list_table(const View& view, const Screen& screen);
std::string one_table(const View& view, const Screen& screen);

} // namespace myatlas::cli
