#include "output/plain_text.hpp"

#include "output/joined.hpp"

namespace myatlas::cli {

using formats::Json;

std::string plain_text(const Json& value)
{
  if (value.is_null()) {
    return "";
  }
  if (value.is_string()) {
    return value.get<std::string>();
  }
  return value.is_array() ? joined(value, ", ", plain_text) : value.dump();
}

const Json& member_of(const Json& row, const char* name)
{
  static const Json k_nothing;
  const auto found = row.find(name);
  return found == row.end() ? k_nothing : *found;
}

} // namespace myatlas::cli
