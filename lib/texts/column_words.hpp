#pragma once

#include <string>

#include "formats/tables/column_spec.hpp"

namespace myatlas::texts {

class Texts;

// What a person sees who clicks on a column's title in a template.
std::string help_of(const Texts& texts, const formats::ColumnSpec& column);

} // namespace myatlas::texts
