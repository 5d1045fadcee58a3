#pragma once

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <utility>

#include "util/secret_hash.hpp"

namespace myatlas::util {

// A set of numbers other than 0: what tells a file's duplicates without holding its rows, in 11 to 22 bytes a number. A number's
// place is the upper bits of a hash under this run's secret, and the slot holds the number itself: no file can be made whose
// numbers meet, and the table grows by how full it is, by nothing else. Upper bits, so that a larger table is filled from its
// beginning to its end when the smaller one is copied.
class KeySet
{
public:
  // False when it was there already.
  bool insert(std::int64_t key)
  {
    if ((m_size + 1) * 4 > count() * 3) {
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
  [[gnu::always_inline]] void prefetch(std::int64_t key) const { __builtin_prefetch(m_slots.get() + place(key)); }

private:
  struct Free
  {
    void operator()(std::int64_t* slots) const { std::free(slots); }
  };
  using Slots = std::unique_ptr<std::int64_t, Free>;

  static constexpr unsigned k_first_bits = 10; // a small file touches little memory

  std::size_t count() const { return std::size_t{1} << m_bits; }

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
      m_hash = m_secret(key);
      m_hashed = key;
    }
    return m_hash;
  }

  std::size_t place(std::int64_t key) const { return hash_of(key) >> (64 - m_bits); }

  // Where the number stands or, when it is new, the empty slot for it.
  std::size_t position(std::int64_t key) const
  {
    std::size_t at = place(key);
    while (m_slots.get()[at] != 0 && m_slots.get()[at] != key) {
      at = (at + 1) & (count() - 1);
    }
    return at;
  }

  void grow()
  {
    const std::size_t before = count();
    const Slots old = std::exchange(m_slots, make(before * 2));
    ++m_bits;
    for (std::size_t i = 0; i < before; ++i) {
      if (const std::int64_t key = old.get()[i]) {
        m_slots.get()[position(key)] = key;
      }
    }
  }

  SecretNumberHash m_secret;
  unsigned m_bits = k_first_bits;
  Slots m_slots = make(count());
  std::size_t m_size = 0;
  mutable std::int64_t m_hashed = 0; // the number whose hash is known
  mutable std::uint64_t m_hash = 0;
};

} // namespace myatlas::util
