#include "util/digest.hpp"

#include <sodium.h>

#include "util/crypto.hpp"

namespace myatlas::util {

struct Sha256::State
{
  crypto_hash_sha256_state sha;
};

Sha256::Sha256() : m_state(std::make_unique<State>())
{
  crypto_hash_sha256_init(&m_state->sha);
}

Sha256::~Sha256() = default;

void Sha256::update(std::string_view bytes)
{
  crypto_hash_sha256_update(&m_state->sha, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

std::string Sha256::hex()
{
  std::string hash(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256_final(&m_state->sha, reinterpret_cast<unsigned char*>(hash.data()));
  return to_hex(hash);
}

std::string sha256_hex(std::string_view bytes)
{
  Sha256 digest;
  digest.update(bytes);
  return digest.hex();
}

} // namespace myatlas::util
