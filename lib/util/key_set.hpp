#pragma once

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <optional>
#include <utility>

#include "util/secret_hash.hpp"

namespace myatlas::util {

// A set of numbers other than 0: what tells a file's duplicates without holding its rows, in 11 to
// 22 bytes a number. A number's place is the upper bits of a hash under this run's secret, and the
// slot holds the number itself: no file can be made whose numbers meet, and the table grows by how
// full it is, by nothing else. Upper bits, so that a larger table is filled from its beginning to
// its end when the smaller one is copied.
class KeySet
{
public:
  // False when it was there already.
  bool insert(std::int64_t key)
  {
    make_room();
    std::int64_t& slot = m_slots.get()[position(key)];
    if (slot == key) {
      return false;
    }
    slot = key;
    ++m_size;
    return true;
  }

  // With the line the number stands on; the line it came with before, if it did.
  std::optional<std::uint32_t> insert(std::int64_t key, std::uint64_t line)
  {
    if (!m_lines) {
      m_lines = make<std::uint32_t>(count());
    }
    make_room();
    const std::size_t at = position(key);
    if (m_slots.get()[at] == key) {
      return m_lines.get()[at];
    }
    m_slots.get()[at] = key;
    m_lines.get()[at] = static_cast<std::uint32_t>(line);
    ++m_size;
    return std::nullopt;
  }

  bool contains(std::int64_t key) const { return m_slots.get()[position(key)] == key; }

  // Brings the number's place near, for an insert that comes a little later. Inlined by force: gcc
  // takes a function that only prefetches for one without effect, and drops the call.
  [[gnu::always_inline]] void prefetch(std::int64_t key) const
  {
    const std::size_t at = place(key);
    __builtin_prefetch(m_slots.get() + at);
    if (m_lines) {
      __builtin_prefetch(m_lines.get() + at);
    }
  }

private:
  struct Free
  {
    void operator()(void* slots) const { std::free(slots); }
  };
  template <typename Slot>
  using Slots = std::unique_ptr<Slot, Free>;

  static constexpr unsigned k_first_bits = 10; // a small file touches little memory

  std::size_t count() const { return std::size_t{1} << m_bits; }

  void make_room()
  {
    if ((m_size + 1) * 4 > count() * 3) {
      grow();
    }
  }

  template <typename Slot>
  static Slots<Slot> make(std::size_t count)
  {
    Slots<Slot> slots(static_cast<Slot*>(std::calloc(count, sizeof(Slot))));
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
    const Slots<std::int64_t> old = std::exchange(m_slots, make<std::int64_t>(before * 2));
    const Slots<std::uint32_t> lines =
      std::exchange(m_lines, m_lines ? make<std::uint32_t>(before * 2) : nullptr);
    ++m_bits;
    for (std::size_t i = 0; i < before; ++i) {
      if (const std::int64_t key = old.get()[i]) {
        const std::size_t at = position(key);
        m_slots.get()[at] = key;
        if (lines) {
          m_lines.get()[at] = lines.get()[i];
        }
      }
    }
  }

  SecretNumberHash m_secret;
  unsigned m_bits = k_first_bits;
  Slots<std::int64_t> m_slots = make<std::int64_t>(count());
  Slots<std::uint32_t> m_lines = nullptr; // of those that came with one
  std::size_t m_size = 0;
  mutable std::int64_t m_hashed = 0; // the number whose hash is known
  mutable std::uint64_t m_hash = 0;
};

} // namespace myatlas::util
