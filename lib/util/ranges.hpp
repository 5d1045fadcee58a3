#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <ranges>
#include <type_traits>
#include <vector>

namespace myatlas::util {

// What `make` makes of each, in their order.
template <typename Range, typename Make>
auto mapped(const Range& range, Make make)
{
  std::vector<std::decay_t<std::invoke_result_t<Make, decltype(*std::begin(range))>>> made;
  if constexpr (requires { std::size(range); }) {
    made.reserve(std::size(range));
  }
  for (const auto& one : range) {
    made.push_back(std::invoke(make, one));
  }
  return made;
}

// Whether one of them is that value, or has it as its `key`.
template <typename Range, typename Value, typename Key = std::identity>
constexpr bool contains(const Range& range, const Value& value, Key key = {})
{
  return std::ranges::find(range, value, key) != std::ranges::end(range);
}

// What stands at a place of a range; null at its end.
template <typename Range, typename Place>
constexpr auto* at_place(Range& range, Place place)
{
  return place == std::ranges::end(range) ? nullptr : &*place;
}

// The first whose `key` is that value; null: there is none.
template <typename Range, typename Value, typename Key>
constexpr auto* find_by(Range& range, const Value& value, Key key)
{
  return at_place(range, std::ranges::find(range, value, key));
}

// The first that `is_it` holds of; null: there is none.
template <typename Range, typename Predicate>
constexpr auto* find_first(Range& range, Predicate is_it)
{
  return at_place(range, std::ranges::find_if(range, is_it));
}

// What a map has under a key.
template <typename Map, typename Key>
std::optional<typename Map::mapped_type> value_at(const Map& map, const Key& key)
{
  const auto found = map.find(key);
  return found == map.end() ? std::nullopt : std::optional(found->second);
}

// What they come to, all together; `amount` says what each has.
template <typename Range, typename Amount = std::identity>
constexpr auto total_of(const Range& range, Amount amount = {})
{
  std::decay_t<std::invoke_result_t<Amount&, std::ranges::range_reference_t<const Range>>> total{};
  for (const auto& one : range) {
    total += std::invoke(amount, one);
  }
  return total;
}

} // namespace myatlas::util
