#pragma once

#include <span>
#include <string_view>

namespace myatlas::cli {

// A schema of schemas/, as it is printed.
struct SchemaText
{
  std::string_view name; // "funding-requests.v1"
  std::string_view text;
};

std::span<const SchemaText> all_schema_texts(); // sorted by name

} // namespace myatlas::cli
