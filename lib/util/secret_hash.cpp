#include "util/secret_hash.hpp"

#include <sodium.h>

#include "util/crypto.hpp"

namespace myatlas::util {

namespace {

std::uint64_t short_hash(const void* bytes, std::size_t size)
{
  static const std::string k_secret = random_bytes(crypto_shorthash_KEYBYTES);
  std::uint64_t hash = 0;
  static_assert(sizeof hash == crypto_shorthash_BYTES);
  crypto_shorthash(reinterpret_cast<unsigned char*>(&hash),
                   static_cast<const unsigned char*>(bytes), size,
                   reinterpret_cast<const unsigned char*>(k_secret.data()));
  return hash;
}

} // namespace

std::uint64_t secret_hash(std::string_view bytes)
{
  return short_hash(bytes.data(), bytes.size());
}

SecretNumberHash::Tables SecretNumberHash::make_tables()
{
  Tables tables;
  std::uint64_t at = 0;
  for (auto& table : tables) {
    for (std::uint64_t& entry : table) {
      entry = short_hash(&at, sizeof at);
      ++at;
    }
  }
  return tables;
}

const SecretNumberHash::Tables& SecretNumberHash::tables()
{
  static const Tables k_tables = make_tables();
  return k_tables;
}

} // namespace myatlas::util
