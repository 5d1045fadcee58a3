#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/engine.hpp"

namespace myatlas::store::sqlite {

// What rows are put in order by: the first column, a number, and the second, a number or a text,
// when the key has two.
struct RowKey
{
  std::int64_t number = 0, second_number = 0;
  std::string_view second_text = {};

  auto operator<=>(const RowKey&) const = default;
};

// Rows on their way, copied out of the caller's buffers: one run of bytes and one of cells, used
// again and again. A cell is eight bytes: a kind, and a number of 62 bits or where its text lies.
class RowBlock
{
public:
  enum class Kind : std::uint8_t
  {
    null,
    number,
    text
  };

  class KeptCell
  {
  public:
    KeptCell() = default;
    explicit KeptCell(std::int64_t number) : m_bits(static_cast<std::uint64_t>(number) << 2 | 1U) {}
    KeptCell(std::size_t begin, std::size_t size) : m_bits(begin << 32 | size << 2 | 2U) {}

    Kind kind() const { return static_cast<Kind>(m_bits & 3U); }
    std::int64_t number() const { return static_cast<std::int64_t>(m_bits) >> 2; }
    std::size_t begin() const { return m_bits >> 32; }
    std::size_t size() const { return (m_bits & 0xFFFFFFFFU) >> 2; }

  private:
    std::uint64_t m_bits = 0;
  };

  // Room for so many bytes() in all, shared out as rows of many short cells need it.
  void reserve(std::size_t bytes)
  {
    m_bytes.reserve(bytes / 2);
    m_cells.reserve(bytes * 2 / 5 / sizeof(KeptCell));
    m_keys.reserve(bytes / 10 / sizeof(Key));
  }

  void add(Cells row)
  {
    m_keys.emplace_back(std::get<std::int64_t>(row[0]), next_cell());
    for (const Cell& cell : row) {
      m_cells.push_back(kept(cell));
    }
  }

  // A row's cells one by one, for who has them in another form.
  void begin_row(std::int64_t key)
  {
    m_keys.emplace_back(key, static_cast<std::uint32_t>(m_cells.size()));
  }
  void add_cell(const Cell& cell) { m_cells.push_back(kept(cell)); }

  // What is known of a row once the table was asked.
  enum class Standing : std::uint8_t
  {
    absent,
    same,
    differs
  };

  std::size_t bytes() const
  {
    return m_bytes.size() + m_cells.size() * sizeof(KeptCell) + m_keys.size() * sizeof(Key);
  }
  std::size_t size() const { return m_keys.size(); }

  void sort(std::size_t key_size)
  {
    std::ranges::sort(
      m_keys, [this, key_size](const Key& a, const Key& b) { return is_before(a, b, key_size); });
  }
  bool ascends(std::size_t key_size) const
  {
    return std::ranges::adjacent_find(m_keys, [this, key_size](const Key& a, const Key& b) {
             return !is_before(a, b, key_size);
           }) == m_keys.end();
  }
  RowKey key(std::size_t position, std::size_t key_size) const
  {
    return key_of(m_keys[position], key_size);
  }

  // Every row begins absent; the walks of Incoming see those of one standing.
  void forget_standings() { m_standings.assign(m_keys.size(), Standing::absent); }
  void set_standing(std::size_t position, Standing standing) { m_standings[position] = standing; }
  std::size_t count(Standing standing) const
  {
    return static_cast<std::size_t>(std::ranges::count(m_standings, standing));
  }
  Standing standing(std::size_t position) const { return m_standings[position]; }
  void clear()
  {
    m_keys.clear();
    m_cells.clear();
    m_bytes.clear();
  }

  const KeptCell* row(std::size_t position) const
  {
    return m_cells.data() + m_keys[position].second;
  }
  const char* text(const KeptCell& cell) const { return m_bytes.data() + cell.begin(); }
  std::string_view view(const KeptCell& cell) const { return {text(cell), cell.size()}; }

private:
  using Key = std::pair<std::int64_t, std::uint32_t>; // and where its cells begin

  std::uint32_t next_cell() const { return static_cast<std::uint32_t>(m_cells.size()); }

  RowKey key_of(const Key& key, std::size_t key_size) const
  {
    if (key_size == 1) {
      return {key.first};
    }
    const KeptCell& second = m_cells[key.second + 1];
    return second.kind() == Kind::number ? RowKey{key.first, second.number()}
                                         : RowKey{key.first, 0, view(second)};
  }

  // The second column is looked up only where the first does not tell.
  bool is_before(const Key& a, const Key& b, std::size_t key_size) const
  {
    return a.first != b.first ? a.first < b.first : key_of(a, key_size) < key_of(b, key_size);
  }

  KeptCell kept(const Cell& cell)
  {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) {
      return KeptCell(*number);
    }
    if (const auto* text = std::get_if<std::string_view>(&cell)) {
      const std::size_t begin = m_bytes.size();
      m_bytes += *text;
      return {begin, text->size()};
    }
    return {};
  }

  std::vector<Key> m_keys;
  std::vector<Standing> m_standings;
  std::vector<KeptCell> m_cells;
  std::string m_bytes;
};

} // namespace myatlas::store::sqlite
