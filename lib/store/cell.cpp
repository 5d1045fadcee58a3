#include "store/cell.hpp"
#include "util/ranges.hpp"

namespace myatlas::store {

Bind::Bind(const Cell& cell)
{
  std::visit([this](const auto& value) { m_value = value; }, cell);
}

void Bind::keep()
{
  if (const auto* text = std::get_if<std::string_view>(&m_value)) {
    m_value = std::string(*text);
  }
}

std::vector<Cell> cells_of(std::span<const Bind> binds)
{
  return util::mapped(binds, &Bind::cell);
}

std::optional<std::int64_t> Row::maybe_integer(std::size_t column) const
{
  return is_null(column) ? std::nullopt : std::optional(integer(column));
}

std::optional<std::string> Row::maybe_text(std::size_t column) const
{
  return is_null(column) ? std::nullopt : std::optional(text(column));
}

} // namespace myatlas::store
