#pragma once

#include <optional>
#include <string>

#include "store/sqlite/row_block.hpp"

struct sqlite3;

namespace myatlas::store::sqlite {

// A virtual table that SQL reads a block of rows from: its name, and as many columns c0, c1… as a
// row has; rowid is a row's position. It lives as long as this does; what it shows may change
// between two statements.
class Incoming
{
public:
  Incoming(sqlite3* handle, std::string name, std::size_t width);
  ~Incoming();
  Incoming(const Incoming&) = delete;
  Incoming& operator=(const Incoming&) = delete;

  const std::string& name() const { return m_name; }
  std::string columns() const; // "c0, c1, c2"

  // The block to show, all of it or its rows of one standing.
  void show(const RowBlock& block, std::optional<RowBlock::Standing> only);
  const RowBlock& block() const { return *m_block; }
  bool shows(std::size_t position) const
  {
    return !m_only || m_block->standing(position) == *m_only;
  }

private:
  sqlite3* m_handle;
  std::string m_name;
  std::size_t m_width;
  const RowBlock* m_block = nullptr;
  std::optional<RowBlock::Standing> m_only;
};

} // namespace myatlas::store::sqlite
