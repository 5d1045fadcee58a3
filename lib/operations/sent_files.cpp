#include "operations/sent_files.hpp"

#include <unistd.h>

#include "util/digest.hpp"
#include "util/try.hpp"

namespace myatlas::operations {

SentFile Files::add(std::string name, std::string bytes)
{
  std::string digest = util::sha256_hex(bytes);
  m_bytes.insert_or_assign(digest, std::move(bytes));
  return {.name = std::move(name), .sha256 = std::move(digest)};
}

Result<std::string> Files::find(const SentFile& file) const
{
  const auto found = m_bytes.find(file.sha256);
  if (found == m_bytes.end()) {
    return Error{"upload.unknown", {file.name}};
  }
  return found->second;
}

Result<OpenedFile> Files::open(const SentTable& table) const
{
  TRY_ASSIGN(const std::string bytes, find({.name = table.name, .sha256 = table.sha256}));
  TRY_ASSIGN(util::FileHandle file, util::unnamed_file());
  TRY(util::write_through(file, bytes));
  ::lseek(file.get(), 0, SEEK_SET);
  return OpenedFile{.file = std::move(file), .path = {}};
}

} // namespace myatlas::operations
