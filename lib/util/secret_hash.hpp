#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace myatlas::util {

// SipHash-2-4 (libsodium's crypto_shorthash) under a secret drawn anew in every run: whoever writes
// a file cannot know which of its values meet in a table.
std::uint64_t secret_hash(std::string_view bytes);

// The hash of numbers, which come by the million: a table for each of their bytes, filled by
// SipHash once in a run, is a fifth of its cost, and with linear probing as good as chance to who
// does not know the tables (Patrascu and Thorup, The power of simple tabulation hashing, 2012).
class SecretNumberHash
{
public:
  std::uint64_t operator()(std::int64_t number) const
  {
    std::uint64_t hash = 0, rest = static_cast<std::uint64_t>(number);
    for (const auto& table : *m_tables) {
      hash ^= table[rest & 0xFFU];
      rest >>= 8U;
    }
    return hash;
  }

private:
  using Tables = std::array<std::array<std::uint64_t, 256>, sizeof(std::int64_t)>;
  static Tables make_tables();
  static const Tables& tables();

  const Tables* m_tables = &tables();
};

// Both as a hash for the containers of the standard library, whose own is known to everybody.
struct SecretHash
{
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return secret_hash(text); }
  std::size_t operator()(std::uint32_t number) const { return SecretNumberHash()(number); }
};

} // namespace myatlas::util
