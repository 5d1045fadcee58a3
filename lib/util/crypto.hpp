#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "util/clock.hpp"

namespace myatlas::util {

// Zeroes every byte the text has room for, also those beyond its end, and empties it. A short text
// that was moved from still holds its bytes.
void wipe(std::string& text) noexcept;

// Text that must not show: it cannot be formatted or compared by accident, and is wiped when it
// goes.
class Secret
{
public:
  Secret() = default;
  explicit Secret(std::string text) : m_text(std::move(text)) { wipe(text); }
  ~Secret() { wipe(m_text); }
  Secret(const Secret&) = default;
  Secret(Secret&& other) noexcept : m_text(std::move(other.m_text)) { wipe(other.m_text); }
  Secret& operator=(const Secret& other) { return *this = Secret(other); }
  Secret& operator=(Secret&& other) noexcept
  {
    m_text.swap(other.m_text); // what was here goes, wiped, with the other
    return *this;
  }

  std::string_view reveal() const { return m_text; }
  bool empty() const { return m_text.empty(); }

private:
  std::string m_text;
};

using Key = std::array<unsigned char, 32>;

std::string random_bytes(std::size_t count); // from the system's cryptographic source
std::string random_alnum(std::size_t count); // letters of both cases and digits, unbiased
bool is_uuid(std::string_view text);         // 8-4-4-4-12 small hexadecimal digits
std::string new_uuid7(Instant now);          // RFC 9562, in order of time
std::string to_hex(std::string_view bytes);

// Argon2id, 19 MiB, two passes (OWASP's floor): "$argon2id$v=19$…". Throws MachineError when memory
// is lacking.
std::string hash_secret(const Secret& secret);
bool secret_matches(const std::string& hash, const Secret& secret); // in constant time

// Whether a hash was made with less than today's parameters: it is made anew when its secret is
// next given.
bool is_outdated(const std::string& hash);

// The hash of a secret nobody knows, to spend on an unknown account the time a known one takes.
const std::string& decoy_hash();

std::string crypto_version(); // of libsodium

std::string keyed_hash(const Key& key, std::string_view message); // BLAKE2b-256, hex
std::string encrypt(const Key& key,
                    std::string_view plain); // XSalsa20-Poly1305 with a random nonce, hex
Result<std::string> decrypt(const Key& key,
                            std::string_view hex); // "store.cipher" when it was tampered with

} // namespace myatlas::util
