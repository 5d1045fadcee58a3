#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <memory>
#include <new>
#include <string_view>

namespace myatlas::util {

// What is known of texts that are too many to keep: three marks for each, in 11 to 22 bytes a text however long it is. Two
// texts are taken for one when 68 bits of their hashes agree: by chance once in twenty million files of five million texts.
// A hash has three parts: which of sixteen tables, the place in it, and the rest, which the slot holds with the marks and with
// how far from its place the text had to go. The tables grow one by one, so that growing needs little memory on top.
class TextMarks
{
public:
  using Marks = std::uint8_t;
  static constexpr Marks k_all = 7;

  struct Key
  {
    std::uint64_t body = 0;
    std::size_t table = 0;
  };

  static Key key(std::string_view text)
  {
    std::uint64_t other = text.size();
    std::size_t at = 0;
    for (std::uint64_t word = 0; at + sizeof word <= text.size(); at += sizeof word) {
      std::memcpy(&word, text.data() + at, sizeof word);
      other = std::rotl(other, 23) ^ word * 0x9E3779B97F4A7C15U;
    }
    for (; at < text.size(); ++at) {
      other = (other ^ static_cast<unsigned char>(text[at])) * 0xC2B2AE3D27D4EB4FU;
    }
    return {std::hash<std::string_view>{}(text), (other * 0x165667B19E3779F9U) >> (64 - k_table_bits)};
  }

  // Brings the text's place near, for what comes a little later; inlined by force, see KeySet.
  [[gnu::always_inline]] void prefetch(const Key& key) const
  {
    const Table& table = m_tables[key.table];
    __builtin_prefetch(table.slots.get() + (key.body >> (64 - table.bits)));
  }

  // Gives the text more marks; those it had before.
  Marks add(const Key& key, Marks marks)
  {
    Table& table = m_tables[key.table];
    if (table.size * 4 >= (std::size_t{1} << table.bits) * 3) {
      table.grow();
    }
    return table.add(key.body, marks);
  }
  Marks add(std::string_view text, Marks marks) { return add(key(text), marks); }

private:
  static constexpr unsigned k_table_bits = 4, k_first_bits = 12, k_step_bits = 64 - (64 - k_first_bits) - 3;
  static constexpr std::uint64_t k_most_steps = (std::uint64_t{1} << k_step_bits) - 2;

  struct Free
  {
    void operator()(void* slots) const { std::free(slots); }
  };
  using Slots = std::unique_ptr<std::uint64_t, Free>;

  // A slot, from above: the rest of the hash, the marks, the steps from its place, counted from 1; 0 is empty.
  struct Table
  {
    unsigned bits = k_first_bits;
    std::size_t size = 0;
    Slots slots = make(k_first_bits);

    static std::size_t length(unsigned bits) { return (std::size_t{1} << bits) + k_most_steps + 1; }
    static Slots make(unsigned bits)
    {
      Slots made(static_cast<std::uint64_t*>(std::calloc(length(bits), sizeof(std::uint64_t))));
      if (!made) {
        throw std::bad_alloc();
      }
      return made;
    }

    Marks add(std::uint64_t body, Marks marks)
    {
      const std::uint64_t wanted = (body & ((std::uint64_t{1} << (64 - bits)) - 1)) << (3 + k_step_bits);
      std::uint64_t* slot = slots.get() + (body >> (64 - bits));
      constexpr std::uint64_t k_marks = std::uint64_t{k_all} << k_step_bits;
      for (std::uint64_t step = 1; step <= k_most_steps; ++step, ++slot) {
        if ((*slot & ~k_marks) == (wanted | step)) {
          const auto had = static_cast<Marks>((*slot & k_marks) >> k_step_bits);
          *slot |= std::uint64_t{marks} << k_step_bits;
          return had;
        }
        if (*slot == 0) {
          *slot = wanted | std::uint64_t{marks} << k_step_bits | step;
          ++size;
          return 0;
        }
      }
      grow();
      return add(body, marks);
    }

    void grow()
    {
      const Slots old = std::move(slots);
      const std::size_t count = length(bits);
      const unsigned old_bits = bits;
      slots = make(++bits);
      size = 0;
      for (std::size_t i = 0; i < count; ++i) {
        if (const std::uint64_t slot = old.get()[i]) {
          const std::uint64_t place = i - ((slot & ((std::uint64_t{1} << k_step_bits) - 1)) - 1);
          add(place << (64 - old_bits) | slot >> (3 + k_step_bits), static_cast<Marks>(slot >> k_step_bits & k_all));
        }
      }
    }
  };

  std::array<Table, std::size_t{1} << k_table_bits> m_tables;
};

} // namespace myatlas::util
