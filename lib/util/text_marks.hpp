#pragma once

#include <array>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "util/file.hpp"
#include "util/secret_hash.hpp"

namespace myatlas::util {

// What is known of texts that are too many to keep in memory: three marks for each, in 11 to 22
// bytes of memory a text however long it is. A text's place is a hash under this run's secret; the
// texts themselves stand in a file without a name, and one that seems to be there is compared with
// what stands there: two texts are never taken for one. The tables grow one by one, so that growing
// needs little memory on top.
class TextMarks
{
public:
  using Marks = std::uint8_t;
  static constexpr Marks k_all = 7;
  using Key = std::uint64_t;

  static Key key(std::string_view text) { return secret_hash(text); }

  // Brings the text's place near, for what comes a little later; inlined by force, see KeySet.
  [[gnu::always_inline]] void prefetch(Key key) const
  {
    const Table& table = m_tables[key % k_tables];
    __builtin_prefetch(table.slots.get() + table.place(key));
  }

  // Gives the text more marks; those it had before. `key` is the text's. A file that cannot be
  // written or read is a MachineError. `line` is kept with a text that is new.
  Marks add(Key key, std::string_view text, Marks marks, std::uint64_t line = 0);
  Marks add(std::string_view text, Marks marks) { return add(key(text), text, marks); }

  std::uint32_t line() const
  {
    return m_shelf.line();
  } // that the text came with which was there when it was added last

private:
  // A slot, from above: the upper bits of the hash, the marks, where the text stands, in units. 0
  // is empty.
  static constexpr unsigned k_hash_bits = 27, k_mark_bits = 3,
                            k_at_bits = 64 - k_hash_bits - k_mark_bits, k_first_bits = 12;
  static constexpr std::size_t k_tables = 16, k_unit = 8; // bytes

  struct Free
  {
    void operator()(std::uint64_t* slots) const { std::free(slots); }
  };

  struct Table
  {
    unsigned bits = k_first_bits;
    std::size_t size = 0;
    std::unique_ptr<std::uint64_t, Free> slots = make(k_first_bits);

    static std::unique_ptr<std::uint64_t, Free> make(unsigned bits);
    std::size_t place(Key key) const { return key >> (64 - bits); }
    std::size_t after(std::size_t at) const { return (at + 1) & ((std::size_t{1} << bits) - 1); }
    void grow();
  };

  // The texts, one after the other, each with its length and line: those written and, up to a
  // block, those not yet.
  class Shelf
  {
  public:
    std::uint64_t put(std::string_view text, std::uint64_t line); // where, in units
    bool holds(std::uint64_t at, std::string_view text);
    std::uint32_t line() const { return m_line; } // of the text that was held last

  private:
    const std::string& record_of(std::string_view text, std::uint64_t line);
    bool is(std::string_view record);

    FileHandle m_file;
    std::string m_waiting, m_record, m_read;
    std::uint64_t m_written = 0; // bytes
    std::uint32_t m_line = 0;
  };

  std::array<Table, k_tables> m_tables;
  Shelf m_shelf;
};

} // namespace myatlas::util
