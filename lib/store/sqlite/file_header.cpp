#include "store/sqlite/file_header.hpp"

#include <array>
#include <cstdint>

#include <sys/stat.h>
#include <unistd.h>

#include "util/file.hpp"
#include "util/try.hpp"

namespace myatlas::store::sqlite {

namespace fs = std::filesystem;

namespace {

std::uint32_t big_endian(std::string_view header, std::size_t at, std::size_t size)
{
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    value = value << 8 | static_cast<unsigned char>(header[at + i]);
  }
  return value;
}

// The size the header tells, unless a journal may still hold the rest or take the rest back: a WAL,
// or the rollback journal of a load that was killed.
bool is_whole(std::uint64_t told, const fs::path& path, Role role)
{
  for (const char* journal : {"-wal", "-journal"}) {
    std::error_code missing;
    const auto size = fs::file_size(path.string() + journal, missing);
    if (role == Role::store && !missing && size > 0) { // a backup has none
      return true;
    }
  }
  return fs::file_size(path) >= told;
}

// The end of a rollback journal that belongs to one of several files: the name of the
// super-journal, its length, a sum, and this.
bool names_super_journal(const util::FileHandle& journal)
{
  constexpr std::string_view k_magic = "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7";
  const auto size = static_cast<off_t>(util::size_of(journal));
  std::array<char, k_magic.size()> end{};
  constexpr auto k_bytes = static_cast<off_t>(k_magic.size());
  return size >= k_bytes &&
         ::pread(journal.get(), end.data(), end.size(), size - k_bytes) == k_bytes &&
         std::string_view(end.data(), end.size()) == k_magic;
}

} // namespace

std::optional<std::uint64_t> bytes_told(std::string_view header, Role role)
{
  const bool is_sqlite = header.size() >= k_header_bytes && header.starts_with("SQLite format 3");
  if (!is_sqlite || big_endian(header, 68, 4) != static_cast<std::uint32_t>(application_id(role))) {
    return std::nullopt;
  }
  const std::uint32_t stored = big_endian(header, 16, 2);
  const std::uint64_t page = stored == 1 ? 65536 : stored;
  return page * big_endian(header, 28, 4);
}

util::Outcome check_journals(const fs::path& store)
{
  for (const char* name : {"-wal", "-shm", "-journal"}) {
    const fs::path path = store.string() + name;
    struct stat facts = {};
    if (::lstat(path.c_str(), &facts) == 0 && (!S_ISREG(facts.st_mode) || facts.st_nlink > 1)) {
      return util::Error{"store.foreign_journal", {path.string()}};
    }
  }
  const fs::path rollback = store.string() + "-journal";
  const util::Result<util::FileHandle> journal = util::open_regular(rollback);
  if (!journal) { // there is none, or its writer has done with it
    return journal.error().code == "file.missing" ? util::Outcome(util::Done{})
                                                  : util::Outcome(journal.errors());
  }
  if (names_super_journal(*journal)) {
    return util::Error{"store.foreign_journal", {rollback.string()}};
  }
  return util::Done{};
}

util::Outcome check_header(const fs::path& path, Role role)
{
  const util::Error foreign{"store.not_ours", {path.string()}};
  if (fs::is_symlink(path)) {
    return util::Error{"store.link", {path.string()}};
  }
  const util::Result<util::FileHandle> file = util::open_regular(path);
  if (!file) {
    return file.error().code == "file.not_regular" ? util::Errors{foreign} : file.errors();
  }
  struct stat facts = {};
  if (::fstat(file->get(), &facts) == 0 && facts.st_nlink > 1) {
    return util::Error{"store.hard_link", {path.string()}};
  }
  std::array<char, k_header_bytes> header{};
  TRY_ASSIGN(const std::size_t size, util::read_some(*file, path, header.data(), header.size()));
  const auto told = bytes_told({header.data(), size}, role);
  if (!told) {
    return foreign;
  }
  if (!is_whole(*told, path, role)) {
    return util::Error{"store.corrupt", {path.string(), "file shorter than its header says"}};
  }
  return util::Done{};
}

} // namespace myatlas::store::sqlite
