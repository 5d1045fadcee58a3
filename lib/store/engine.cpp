#include "store/engine.hpp"

namespace myatlas::store {

std::optional<std::int64_t> Row::maybe_integer(std::size_t column) const
{
  return is_null(column) ? std::nullopt : std::optional(integer(column));
}

std::optional<std::string> Row::maybe_text(std::size_t column) const
{
  return is_null(column) ? std::nullopt : std::optional(text(column));
}

} // namespace myatlas::store
