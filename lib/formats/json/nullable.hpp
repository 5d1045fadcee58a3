#pragma once

#include <optional>

#include "domain/values/date.hpp"
#include "domain/values/money.hpp"
#include "formats/json/json.hpp"

namespace myatlas::formats {

// What `show` makes of a value; null where there is none.
template <typename T, typename F>
Json maybe(const std::optional<T>& value, F show)
{
  return value ? Json(show(*value)) : Json(nullptr);
}

inline Json text_or_null(const std::optional<domain::Date>& day)
{
  return day ? Json(day->text()) : Json(nullptr);
}

inline Json text_or_null(const std::optional<domain::Money>& amount)
{
  return amount ? Json(amount->text()) : Json(nullptr);
}

// Adds the members of an object behind those of another.
inline void add_members(Json& into, const Json& more)
{
  for (const auto& [name, value] : more.items()) {
    into[name] = value;
  }
}

} // namespace myatlas::formats
