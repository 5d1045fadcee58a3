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
  return found == m_bytes.end()
           ? util::Result<std::string>(util::Error{"upload.unknown", {file.name}})
           : util::Result<std::string>(found->second);
}

} // namespace myatlas::operations
