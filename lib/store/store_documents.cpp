#include "store/store.hpp"

#include <algorithm>

#include <unistd.h>

#include "store/rows.hpp"
#include "store/sqlite/file_header.hpp"
#include "util/digest.hpp"
#include "util/file.hpp"
#include "util/try.hpp"

// The documents of a store, and its files.
namespace myatlas::store {

namespace fs = std::filesystem;

util::Result<std::string> Store::read_document(const std::string& digest, std::size_t limit) const
{
  TRY_ASSIGN(const util::FileHandle file, documents().open(digest));
  return util::read_whole(file, digest, limit);
}

namespace {

// A file of the store, or a backup beside it.
bool has_name_of(const fs::path& path, const std::string& begin)
{
  return path.filename().string().starts_with(begin);
}

bool is_of_store(const fs::directory_entry& entry, const std::string& name)
{
  const fs::path& path = entry.path();
  return fs::is_regular_file(entry.symlink_status()) &&
         (has_name_of(path, name) || sqlite::check_header(path, Role::backup));
}

} // namespace

// The database, what stands beside it under its name (journals, copies of older versions), backups
// there, and the documents.
util::Result<std::vector<fs::path>> Store::files() const
{
  std::vector<fs::path> found;
  if (!is_file()) {
    return found;
  }
  const fs::path folder = m_path.has_parent_path() ? m_path.parent_path() : fs::path(".");
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (is_of_store(entry, m_path.filename().string())) {
      found.push_back(entry.path());
    }
  }
  TRY(documents().each([&](const DocumentFile& file) { found.push_back(file.path); }));
  std::ranges::sort(found);
  return found;
}

namespace {

// Whether it was there already.
util::Result<bool> put_if_absent(const Documents& documents, const std::string& digest,
                                 std::string_view content)
{
  TRY_ASSIGN(const bool is_known, documents.has(digest));
  if (is_known) {
    return true;
  }
  TRY_ASSIGN(const std::unique_ptr<NewDocument> made, documents.begin(digest));
  TRY(made->append(content));
  TRY(made->keep());
  return false;
}

} // namespace

util::Outcome Store::put_ahead(const std::string& digest, std::string_view content)
{
  if (!documents().is_apart() || m_ahead.contains(digest)) {
    return util::Done{};
  }
  TRY_ASSIGN(const bool was_there, put_if_absent(documents(), digest, content));
  m_ahead.emplace(digest, was_there ? Ahead::was_there : Ahead::is_new);
  return util::Done{};
}

// It was put by this program just now, or a row names it: no cleaning takes it away.
bool Store::is_safe_ahead(const std::string& digest)
{
  const auto found = m_ahead.find(digest);
  return found != m_ahead.end() &&
         (found->second == Ahead::is_new ||
          has_row(*m_engine, "select 1 from document where digest = $1", {digest}));
}

util::Outcome Store::keep_document(const std::string& digest, std::string_view content)
{
  if (keeps_documents() && !is_safe_ahead(digest)) {
    TRY(put_if_absent(documents(), digest, content));
  }
  return util::Done{};
}

namespace {

// What is left of an open file, a block at a time, until `take` fails or it ends.
util::Outcome each_block(const util::FileHandle& file, const fs::path& path,
                         const std::function<util::Outcome(std::string_view)>& take)
{
  std::string block(256U * 1024, '\0');
  for (;;) {
    TRY_ASSIGN(const std::size_t size, util::read_some(file, path, block.data(), block.size()));
    if (size == 0) {
      return util::Done{};
    }
    TRY(take(std::string_view(block).substr(0, size)));
  }
}

util::Outcome keep_copy(const Documents& documents, const std::string& digest,
                        const util::FileHandle& file, const fs::path& path)
{
  TRY_ASSIGN(const std::unique_ptr<NewDocument> copy, documents.begin(digest));
  ::lseek(file.get(), 0, SEEK_SET);
  TRY(each_block(file, path, [&](std::string_view bytes) { return copy->append(bytes); }));
  return copy->keep();
}

} // namespace

// Read twice: the copy is named by what is in it.
util::Result<StoredDocument> Store::keep_document_file(const fs::path& path, const char* media_type)
{
  TRY_ASSIGN(const util::FileHandle file, util::open_regular(path));
  TRY_ASSIGN(const std::string digest, util::sha256_of(file, path));
  const StoredDocument document{digest, static_cast<std::int64_t>(util::size_of(file)), media_type};
  if (!keeps_documents()) {
    return document;
  }
  TRY_ASSIGN(const bool is_known, documents().has(digest));
  if (!is_known) {
    TRY(keep_copy(documents(), digest, file, path));
  }
  return document;
}

} // namespace myatlas::store
