#include "util/digest.hpp"

#include <nettle/sha2.h>

#include "util/crypto.hpp"
#include "util/file.hpp"
#include "util/try.hpp"

namespace myatlas::util {

struct Sha256::State
{
  sha256_ctx sha;
};

Sha256::Sha256() : m_state(std::make_unique<State>())
{
  sha256_init(&m_state->sha);
}

Sha256::~Sha256() = default;

void Sha256::update(std::string_view bytes)
{
  sha256_update(&m_state->sha, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
}

std::string Sha256::hex()
{
  std::string hash(SHA256_DIGEST_SIZE, '\0');
  sha256_digest(&m_state->sha, hash.size(), reinterpret_cast<std::uint8_t*>(hash.data()));
  return to_hex(hash);
}

std::string sha256_hex(std::string_view bytes)
{
  Sha256 digest;
  digest.update(bytes);
  return digest.hex();
}

bool is_digest(std::string_view text)
{
  constexpr std::string_view k_digits = "0123456789abcdef";
  return text.size() == std::size_t{2} * SHA256_DIGEST_SIZE &&
         text.find_first_not_of(k_digits) == text.npos;
}

Result<std::string> sha256_of_file(const std::filesystem::path& path)
{
  TRY_ASSIGN(const FileHandle file, open_regular(path));
  return sha256_of(file, path);
}

Result<std::string> sha256_of(const FileHandle& file, const std::filesystem::path& path)
{
  Sha256 digest;
  std::string part(256U * 1024, '\0');
  for (;;) {
    TRY_ASSIGN(const std::size_t size, read_some(file, path, part.data(), part.size()));
    if (size == 0) {
      return digest.hex();
    }
    digest.update(std::string_view(part).substr(0, size));
  }
}

} // namespace myatlas::util
