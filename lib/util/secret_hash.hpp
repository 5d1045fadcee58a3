#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace myatlas::util {

// SipHash-2-4 (libsodium's crypto_shorthash) under a secret drawn anew in every run: whoever writes a file cannot know which of
// its values meet in a table. Numbers go by tables that it fills, which cost less.
std::uint64_t secret_hash(std::string_view bytes);
std::uint64_t secret_hash(std::int64_t number);

// The same for the containers of the standard library; theirs is known to everybody.
struct SecretHash
{
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return secret_hash(text); }
  std::size_t operator()(std::uint32_t number) const { return secret_hash(std::int64_t{number}); }
};

} // namespace myatlas::util
