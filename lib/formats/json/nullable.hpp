#pragma once

#include <algorithm>
#include <functional>
#include <iterator>
#include <optional>

#include "domain/values/date.hpp"
#include "domain/values/money.hpp"
#include "formats/json/json.hpp"

namespace myatlas::formats {

// What `show` makes of a value; null where there is none.
template <typename T, typename F>
Json maybe(const std::optional<T>& value, F show)
{
  return value ? Json(std::invoke(show, *value)) : Json(nullptr);
}

inline Json text_or_null(const std::optional<domain::Date>& day)
{
  return day ? Json(day->text()) : Json(nullptr);
}

inline Json text_or_null(const std::optional<domain::Money>& amount)
{
  return amount ? Json(amount->text()) : Json(nullptr);
}

// What `show` makes of each, in their order.
template <typename Range, typename Show>
Json array_of(const Range& range, Show show)
{
  Json array = Json::array();
  std::ranges::transform(range, std::back_inserter(array), show);
  return array;
}

// Adds the members of an object behind those of another.
inline void add_members(Json& into, const Json& more)
{
  for (const auto& [name, value] : more.items()) {
    into[name] = value;
  }
}

} // namespace myatlas::formats
