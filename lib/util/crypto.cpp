#include "util/crypto.hpp"

#include <algorithm>

#include <cstdlib>
#include <new>

#include <sodium.h>
#include <sys/mman.h>

namespace myatlas::util {

namespace {

// Idempotent and thread-safe; costs nothing once done.
void ready()
{
  if (sodium_init() < 0) {
    throw MachineError(Error{"machine.random", {}});
  }
}

const unsigned char* bytes(std::string_view text)
{
  return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytes(std::string& text)
{
  return reinterpret_cast<unsigned char*>(text.data());
}

constexpr unsigned long long k_argon_passes = 2;
constexpr std::size_t k_argon_memory = 19U * 1024 * 1024;

std::string from_hex(std::string_view hex)
{
  std::string plain(hex.size() / 2, '\0');
  std::size_t size = 0;
  if (sodium_hex2bin(bytes(plain), plain.size(), hex.data(), hex.size(), nullptr, &size, nullptr) !=
      0) {
    return {};
  }
  plain.resize(size);
  return plain;
}

} // namespace

void wipe(std::string& text) noexcept
{
  text.resize(text.capacity()); // never allocates
  sodium_memzero(text.data(), text.size());
  text.clear();
}

std::string random_bytes(std::size_t count)
{
  ready();
  std::string random(count, '\0');
  randombytes_buf(random.data(), count);
  return random;
}

namespace {

constexpr std::string_view k_alphabet =
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

char random_character()
{
  return k_alphabet[randombytes_uniform(static_cast<std::uint32_t>(k_alphabet.size()))];
}

} // namespace

std::string random_alnum(std::size_t count)
{
  ready();
  std::string text(count, '\0');
  std::ranges::generate(text, random_character);
  return text;
}

std::string new_uuid7(Instant now)
{
  std::string id = random_bytes(16);
  const auto millis = static_cast<std::uint64_t>(now.micros / 1000);
  for (unsigned i = 0; i < 6; ++i) {
    id[i] = static_cast<char>(millis >> (40 - 8 * i));
  }
  id[6] = static_cast<char>((id[6] & 0x0F) | 0x70);
  id[8] = static_cast<char>((id[8] & 0x3F) | 0x80);
  std::string hex = to_hex(id);
  for (const std::size_t dash : {8U, 13U, 18U, 23U}) {
    hex.insert(dash, 1, '-');
  }
  return hex;
}

static bool is_hex_digit(char c)
{
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

bool is_uuid(std::string_view text)
{
  constexpr std::string_view k_shape = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  return std::ranges::equal(
    text, k_shape, [](char c, char place) { return place == '-' ? c == '-' : is_hex_digit(c); });
}

static void add_hex(std::string& hex, unsigned byte)
{
  static constexpr std::string_view k_digits = "0123456789abcdef";
  hex += k_digits[byte >> 4];
  hex += k_digits[byte & 0x0F];
}

std::string to_hex(std::string_view raw)
{
  std::string hex;
  hex.reserve(raw.size() * 2);
  for (const char c : raw) {
    add_hex(hex, static_cast<unsigned char>(c));
  }
  return hex;
}

std::string hash_secret(const Secret& secret)
{
  ready();
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  const std::string_view text = secret.reveal();
  if (crypto_pwhash_str(hash.data(), text.data(), text.size(), k_argon_passes, k_argon_memory) !=
      0) {
    throw MachineError(Error{"machine.memory", {}});
  }
  return hash.data();
}

namespace {

// Whether the memory that comparing with this hash takes ("$argon2id$v=19$m=19456,t=2,p=1$…", in
// KiB) is to be had.
bool has_memory_for(const std::string& hash)
{
  constexpr std::size_t k_besides = 1U << 20U;
  const std::size_t at = hash.find("$m=");
  const std::size_t kibibytes =
    at == hash.npos ? 0 : std::strtoul(hash.c_str() + at + 3, nullptr, 10);
  const std::size_t size = (kibibytes << 10U) + k_besides;
  void* const taken =
    ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return taken != MAP_FAILED && ::munmap(taken, size) == 0;
}

} // namespace

bool secret_matches(const std::string& hash, const Secret& secret)
{
  ready();
  const std::string_view text = secret.reveal();
  const bool same = crypto_pwhash_str_verify(hash.c_str(), text.data(), text.size()) == 0;
  if (!same && !has_memory_for(hash)) { // libsodium answers that as it answers another secret
    throw std::bad_alloc();
  }
  return same;
}

bool is_outdated(const std::string& hash)
{
  ready();
  return crypto_pwhash_str_needs_rehash(hash.c_str(), k_argon_passes, k_argon_memory) != 0;
}

const std::string& decoy_hash()
{
  static const std::string k_decoy = "$argon2id$v=19$m=19456,t=2,p=1$EEcJME9pKQLdBGrAq2ildA$"
                                     "QmUgavhdSESUIMvuRjJ9UiCXSkCph45CZO3nCylYmyE";
  return k_decoy;
}

std::string crypto_version()
{
  return sodium_version_string();
}

std::string keyed_hash(const Key& key, std::string_view message)
{
  std::string hash(32, '\0');
  crypto_generichash(bytes(hash), hash.size(), bytes(message), message.size(), key.data(),
                     key.size());
  return to_hex(hash);
}

std::string encrypt(const Key& key, std::string_view plain)
{
  std::string nonce = random_bytes(crypto_secretbox_NONCEBYTES);
  std::string box(plain.size() + crypto_secretbox_MACBYTES, '\0');
  crypto_secretbox_easy(bytes(box), bytes(plain), plain.size(), bytes(nonce), key.data());
  return to_hex(nonce + box);
}

Result<std::string> decrypt(const Key& key, std::string_view hex)
{
  const std::string sealed = from_hex(hex);
  constexpr std::size_t k_head = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  const Error spoiled{"store.cipher", {}};
  if (sealed.size() < k_head) {
    return spoiled;
  }
  std::string plain(sealed.size() - k_head, '\0');
  const std::string_view box = std::string_view(sealed).substr(crypto_secretbox_NONCEBYTES);
  if (crypto_secretbox_open_easy(bytes(plain), bytes(box), box.size(),
                                 bytes(std::string_view(sealed)), key.data()) != 0) {
    return spoiled;
  }
  return plain;
}

} // namespace myatlas::util
