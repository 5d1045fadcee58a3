#pragma once

#include <string>

#include "formats/json/json.hpp"

namespace myatlas::cli {

// A value as one text, lists joined; nothing of null.
std::string plain_text(const formats::Json& value);

// A member of a row, null when it has none.
const formats::Json& member_of(const formats::Json& row, const char* name);

} // namespace myatlas::cli
