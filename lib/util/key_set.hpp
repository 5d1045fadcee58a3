#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <utility>

namespace myatlas::util {

// A set of numbers from 1 to 48 bits: what tells a file's duplicates without holding its rows. Eight bytes a slot while it is
// small, so that a small file touches little memory; four when it is large, so that five million numbers take 32 MiB: a number
// is scrambled one to one, its place in the table says the upper bits, and the slot holds the lower ones and how far from its
// place the number had to go.
class KeySet
{
public:
  // False when it was there already.
  bool insert(std::int64_t key)
  {
    if (m_size * 4 >= (std::size_t{1} << m_bits) * 3) {
      grow();
    }
    return m_wide ? insert_wide(key) : insert_packed(scrambled(static_cast<std::uint64_t>(key)));
  }

  bool contains(std::int64_t key) const
  {
    const std::uint64_t h = scrambled(static_cast<std::uint64_t>(key));
    return m_wide ? contains_wide(key, h) : contains_packed(h);
  }

  // Brings the number's place near, for an insert that comes a little later. Inlined by force: gcc takes a function that only
  // prefetches for one without effect, and drops the call.
  [[gnu::always_inline]] void prefetch(std::int64_t key) const
  {
    const std::uint64_t place = scrambled(static_cast<std::uint64_t>(key)) >> (k_key_bits - m_bits);
    __builtin_prefetch(m_wide ? static_cast<const void*>(m_wide.get() + place) : m_packed.get() + place);
  }

private:
  struct Free
  {
    void operator()(void* slots) const { std::free(slots); }
  };
  template <typename T>
  using Slots = std::unique_ptr<T, Free>;

  static constexpr unsigned k_key_bits = 48, k_first_bits = 10, k_most_wide_bits = 21;
  static constexpr std::uint64_t k_key_mask = (std::uint64_t{1} << k_key_bits) - 1;
  static constexpr std::size_t k_overhang = 512; // slots behind the last place, for what has to go on from there

  template <typename T>
  static Slots<T> make(unsigned bits)
  {
    Slots<T> slots(static_cast<T*>(std::calloc((std::size_t{1} << bits) + k_overhang, sizeof(T))));
    if (!slots) {
      throw std::bad_alloc();
    }
    return slots;
  }

  // One to one on 48 bits: odd factors and shifted copies can be undone.
  static std::uint64_t scrambled(std::uint64_t key)
  {
    std::uint64_t h = key * 0x9E3779B97F4BU & k_key_mask;
    h ^= h >> 23;
    h = h * 0xC2B2AE3D27D5U & k_key_mask;
    return h ^ h >> 25;
  }

  bool insert_wide(std::int64_t key)
  {
    std::int64_t* slot = m_wide.get() + (scrambled(static_cast<std::uint64_t>(key)) >> (k_key_bits - m_bits));
    const std::int64_t* const end = m_wide.get() + (std::size_t{1} << m_bits) + k_overhang;
    for (; slot != end; ++slot) {
      if (*slot == key) {
        return false;
      }
      if (*slot == 0) {
        *slot = key;
        ++m_size;
        return true;
      }
    }
    grow();
    return m_wide ? insert_wide(key) : insert_packed(scrambled(static_cast<std::uint64_t>(key)));
  }

  bool contains_wide(std::int64_t key, std::uint64_t h) const
  {
    const std::int64_t* slot = m_wide.get() + (h >> (k_key_bits - m_bits));
    const std::int64_t* const end = m_wide.get() + (std::size_t{1} << m_bits) + k_overhang;
    while (slot != end && *slot != 0 && *slot != key) {
      ++slot;
    }
    return slot != end && *slot == key;
  }

  bool contains_packed(std::uint64_t h) const
  {
    const auto rest = static_cast<std::uint32_t>(h & ((std::uint64_t{1} << rest_bits()) - 1));
    const std::uint32_t* slot = m_packed.get() + (h >> rest_bits());
    for (std::uint32_t step = 0; step <= most_steps() && *slot != 0; ++step, ++slot) {
      if (*slot == ((step + 1) << rest_bits() | rest)) {
        return true;
      }
    }
    return false;
  }

  unsigned rest_bits() const { return k_key_bits - m_bits; }
  // 0 is an empty slot, so steps count from 1.
  std::uint32_t most_steps() const { return std::min((1U << (32 - rest_bits())) - 2, std::uint32_t{k_overhang - 1}); }

  bool insert_packed(std::uint64_t h)
  {
    const std::uint32_t rest = static_cast<std::uint32_t>(h & ((std::uint64_t{1} << rest_bits()) - 1)), steps = most_steps();
    std::uint32_t* slot = m_packed.get() + (h >> rest_bits());
    for (std::uint32_t step = 0; step <= steps; ++step, ++slot) {
      const std::uint32_t wanted = (step + 1) << rest_bits() | rest;
      if (*slot == wanted) {
        return false;
      }
      if (*slot == 0) {
        *slot = wanted;
        ++m_size;
        return true;
      }
    }
    grow();
    return insert_packed(h);
  }

  // Packed slots have room for enough steps from 23 bits on.
  void grow()
  {
    const unsigned bits = m_bits;
    const std::size_t slots = (std::size_t{1} << bits) + k_overhang;
    m_size = 0;
    if (m_wide && bits < k_most_wide_bits) {
      const Slots<std::int64_t> old = std::exchange(m_wide, make<std::int64_t>(++m_bits));
      for_each(old.get(), slots, [this](std::size_t, std::int64_t key) { insert_wide(key); });
    } else if (m_wide) {
      const Slots<std::int64_t> old = std::move(m_wide);
      m_packed = make<std::uint32_t>(m_bits += 2);
      for_each(old.get(), slots, [this](std::size_t, std::int64_t key) { insert_packed(scrambled(static_cast<std::uint64_t>(key))); });
    } else {
      const Slots<std::uint32_t> old = std::exchange(m_packed, make<std::uint32_t>(++m_bits));
      for_each(old.get(), slots, [this, rest = k_key_bits - bits](std::size_t at, std::uint32_t kept) {
        const std::uint64_t place = at - ((kept >> rest) - 1);
        insert_packed(place << rest | (kept & ((1U << rest) - 1)));
      });
    }
  }

  template <typename T, typename Each>
  static void for_each(const T* slots, std::size_t count, Each each)
  {
    for (std::size_t i = 0; i < count; ++i) {
      if (slots[i] != 0) {
        each(i, slots[i]);
      }
    }
  }

  unsigned m_bits = k_first_bits;
  Slots<std::int64_t> m_wide = make<std::int64_t>(k_first_bits); // until it is large
  Slots<std::uint32_t> m_packed;
  std::size_t m_size = 0;
};

} // namespace myatlas::util
