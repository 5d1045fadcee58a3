#pragma once

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <utility>

#include "util/secret_hash.hpp"

namespace myatlas::util {

// A set of numbers other than 0: what tells a file's duplicates without holding its rows, in 11 to 22 bytes a number. A number's
// place is a hash under this run's secret, and the slot holds the number itself: no file can be made whose numbers meet, and the
// table grows by how full it is, by nothing else.
class KeySet
{
public:
  // False when it was there already.
  bool insert(std::int64_t key)
  {
    if ((m_size + 1) * 4 > (m_mask + 1) * 3) {
      grow();
    }
    std::int64_t& slot = m_slots.get()[position(key)];
    if (slot == key) {
      return false;
    }
    slot = key;
    ++m_size;
    return true;
  }

  bool contains(std::int64_t key) const { return m_slots.get()[position(key)] == key; }

  // Brings the number's place near, for an insert that comes a little later. Inlined by force: gcc takes a function that only
  // prefetches for one without effect, and drops the call.
  [[gnu::always_inline]] void prefetch(std::int64_t key) const { __builtin_prefetch(m_slots.get() + (hash_of(key) & m_mask)); }

private:
  struct Free
  {
    void operator()(std::int64_t* slots) const { std::free(slots); }
  };
  using Slots = std::unique_ptr<std::int64_t, Free>;

  static constexpr std::size_t k_first_slots = 1024; // a small file touches little memory

  static Slots make(std::size_t count)
  {
    Slots slots(static_cast<std::int64_t*>(std::calloc(count, sizeof(std::int64_t))));
    if (!slots) {
      throw std::bad_alloc();
    }
    return slots;
  }

  // What is prefetched is inserted next: one hash serves both.
  std::uint64_t hash_of(std::int64_t key) const
  {
    if (key != m_hashed) {
      m_hash = secret_hash(key);
      m_hashed = key;
    }
    return m_hash;
  }

  // Where the number stands or, when it is new, the empty slot for it.
  std::size_t position(std::int64_t key) const
  {
    std::size_t at = hash_of(key) & m_mask;
    while (m_slots.get()[at] != 0 && m_slots.get()[at] != key) {
      at = (at + 1) & m_mask;
    }
    return at;
  }

  void grow()
  {
    const std::size_t count = m_mask + 1;
    const Slots old = std::exchange(m_slots, make(count * 2));
    m_mask = count * 2 - 1;
    for (std::size_t i = 0; i < count; ++i) {
      if (const std::int64_t key = old.get()[i]) {
        m_slots.get()[position(key)] = key;
      }
    }
  }

  Slots m_slots = make(k_first_slots);
  std::size_t m_mask = k_first_slots - 1, m_size = 0;
  mutable std::int64_t m_hashed = 0; // the number whose hash is known
  mutable std::uint64_t m_hash = 0;
};

} // namespace myatlas::util
