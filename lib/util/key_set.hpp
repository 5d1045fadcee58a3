#pragma once

#include <cstdint>
#include <vector>

namespace myatlas::util {

// A set of numbers other than 0, 8 to 16 bytes each: what tells a file's duplicates without holding its rows.
class KeySet
{
public:
  // False when it was there already.
  bool insert(std::int64_t key)
  {
    if ((m_size + 1) * 4 > m_slots.size() * 3) {
      grow();
    }
    std::int64_t& slot = slot_of(key);
    if (slot == key) {
      return false;
    }
    slot = key;
    ++m_size;
    return true;
  }

private:
  std::int64_t& slot_of(std::int64_t key)
  {
    const std::size_t mask = m_slots.size() - 1;
    std::size_t at = static_cast<std::size_t>(static_cast<std::uint64_t>(key) * 0x9E3779B97F4A7C15U >> 20) & mask;
    while (m_slots[at] != 0 && m_slots[at] != key) {
      at = (at + 1) & mask;
    }
    return m_slots[at];
  }

  void grow()
  {
    std::vector<std::int64_t> old(m_slots.empty() ? 1024 : m_slots.size() * 2);
    old.swap(m_slots);
    for (const std::int64_t key : old) {
      if (key != 0) {
        slot_of(key) = key;
      }
    }
  }

  std::vector<std::int64_t> m_slots;
  std::size_t m_size = 0;
};

} // namespace myatlas::util
