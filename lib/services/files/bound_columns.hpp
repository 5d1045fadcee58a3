#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "store/cell.hpp"
#include "util/ranges.hpp"

namespace myatlas::services {

// A column of a file, the store's name for it, and where the row has it.
template <typename Row>
struct ColumnBinding
{
  std::size_t column;
  const char* name;
  store::Cell (*cell)(const Row&);
};

// The columns that a file has of those the store knows, and a row as the store takes it.
template <typename Row>
class BoundColumns
{
public:
  using Binding = ColumnBinding<Row>;

  // `is_there`: whether the file has a column.
  template <typename IsThere>
  BoundColumns(std::span<const Binding> all, IsThere is_there)
  {
    for (const Binding& binding : all) {
      if (is_there(binding.column)) {
        m_bindings.push_back(&binding);
      }
    }
    m_cells.resize(m_bindings.size());
  }

  std::vector<std::string_view> names() const
  {
    return util::mapped(m_bindings, [](const Binding* one) { return std::string_view(one->name); });
  }

  // Good until the next row.
  const std::vector<store::Cell>& cells_of(const Row& row)
  {
    for (std::size_t i = 0; i < m_bindings.size(); ++i) {
      m_cells[i] = m_bindings[i]->cell(row);
    }
    return m_cells;
  }

private:
  std::vector<const Binding*> m_bindings;
  std::vector<store::Cell> m_cells;
};

} // namespace myatlas::services
