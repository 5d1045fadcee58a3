#pragma once

#include <optional>
#include <string_view>

#include "util/result.hpp"

// What is wrong with a text of a file, whatever its column: what comes from a file may not be it,
// nor what goes into one and is to come back as it was.
namespace myatlas::formats {

// What a cell is read as that holds a formula and no value, before its formula: "#=1000*2000".
inline constexpr std::string_view k_uncomputed = "#=";

// "#N/A", "#REF!", in English and French: what a spreadsheet shows where a formula came to nothing.
// cell.error (text), cell.uncomputed (formula); nothing of any other text.
std::optional<util::Error> fault_of_sheet(std::string_view text);

// What nobody sees in a text: text.control (text), text.invisible (text, "U+200B").
std::optional<util::Error> fault_in_text(std::string_view text);

} // namespace myatlas::formats
