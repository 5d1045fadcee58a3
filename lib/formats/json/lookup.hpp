#pragma once

#include <optional>
#include <string>

#include "formats/json/json.hpp"

namespace myatlas::formats {

// What a document of somebody else's may hold.
inline const Json& value_or(const Json* found, const Json& none)
{
  return found != nullptr ? *found : none;
}

// A member of an object: JSON's null where it is not there, or the document is none.
inline const Json& member_of(const Json& object, const char* name)
{
  static const Json k_none;
  const auto found = object.find(name);
  return found == object.end() ? k_none : *found;
}

// Null where it is not there, or something else.
inline const Json* array_in(const Json& object, const char* name)
{
  const Json& found = member_of(object, name);
  return found.is_array() ? &found : nullptr;
}

inline const Json* object_in(const Json& object, const char* name)
{
  const Json& found = member_of(object, name);
  return found.is_object() ? &found : nullptr;
}

inline std::optional<std::string> as_text(const Json& value)
{
  return value.is_string() ? std::optional(value.get<std::string>()) : std::nullopt;
}

inline std::optional<bool> as_flag(const Json& value)
{
  return value.is_boolean() ? std::optional(value.get<bool>()) : std::nullopt;
}

} // namespace myatlas::formats
