#pragma once

#include <cstdint>
#include <optional>

namespace myatlas::services {

// How many of a list are asked for: one more than a page has tells whether there are others.
inline std::optional<std::int64_t> one_more(std::optional<std::int64_t> limit)
{
  return limit ? std::optional(*limit + 1) : std::nullopt;
}

inline bool exceeds(std::size_t count, std::optional<std::int64_t> limit)
{
  return limit && count > static_cast<std::size_t>(*limit);
}

// Takes the one off that was asked for beyond a page; whether there was one.
template <typename Rows>
bool cut_to(Rows& rows, std::optional<std::int64_t> limit)
{
  const bool more = exceeds(rows.size(), limit);
  if (more) {
    rows.pop_back();
  }
  return more;
}

} // namespace myatlas::services
