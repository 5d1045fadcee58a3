#include "operations/files.hpp"

#include "util/digest.hpp"

namespace myatlas::operations {

SentFile Files::add(std::string name, std::string bytes)
{
  std::string digest = util::sha256_hex(bytes);
  m_bytes.insert_or_assign(digest, std::move(bytes));
  return {.name = std::move(name), .sha256 = std::move(digest)};
}

util::Result<std::string> Files::find(const SentFile& file) const
{
  const auto found = m_bytes.find(file.sha256);
  if (found == m_bytes.end()) {
    return util::Error{"upload.unknown", {file.name}};
  }
  return found->second;
}

} // namespace myatlas::operations
