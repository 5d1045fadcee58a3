#include "store/store_files.hpp"

#include <algorithm>

#include "util/file.hpp"

namespace myatlas::store {

namespace fs = std::filesystem;

fs::path restore_marker(const fs::path& store)
{
  return store.string() + "-restoring";
}

util::Result<util::Key> read_key(const fs::path& path)
{
  util::Key key{};
  const util::Result<std::string> content = util::read_file(path, key.size());
  if (!content || content->size() != key.size()) {
    return util::Error{"store.key", {path.string()}};
  }
  std::ranges::copy(*content, key.begin());
  return key;
}

} // namespace myatlas::store
