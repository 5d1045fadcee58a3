#include "store/sqlite/header.hpp"

#include <array>
#include <cstdint>

#include <sys/stat.h>

#include "util/file.hpp"

namespace myatlas::store::sqlite {

namespace fs = std::filesystem;

namespace {

using Header = std::array<char, 100>;

std::uint32_t big_endian(const Header& header, std::size_t at, std::size_t size)
{
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    value = value << 8 | static_cast<unsigned char>(header[at + i]);
  }
  return value;
}

// The size the header tells, unless a journal may still hold the rest or take the rest back: a WAL, or the rollback journal of
// a load that was killed.
bool is_whole(const Header& header, const fs::path& path)
{
  for (const char* journal : {"-wal", "-journal"}) {
    std::error_code missing;
    const auto size = fs::file_size(path.string() + journal, missing);
    if (!missing && size > 0) {
      return true;
    }
  }
  const std::uint32_t stored = big_endian(header, 16, 2);
  const std::uint64_t page = stored == 1 ? 65536 : stored;
  return fs::file_size(path) >= page * big_endian(header, 28, 4);
}

} // namespace

util::Outcome check_header(const fs::path& path, int application_id)
{
  const util::Error foreign{"store.not_ours", {path.string()}};
  if (fs::is_symlink(path)) {
    return util::Error{"store.link", {path.string()}};
  }
  const util::Result<util::FileHandle> file = util::open_regular(path);
  if (!file) {
    return file.error().code == "file.not_regular" ? util::Errors{foreign} : file.errors();
  }
  struct stat facts{};
  if (::fstat(file->get(), &facts) == 0 && facts.st_nlink > 1) {
    return util::Error{"store.hard_link", {path.string()}};
  }
  Header header{};
  const util::Result<std::size_t> size = util::read_some(*file, path, header.data(), header.size());
  if (!size) {
    return size.errors();
  }
  const bool is_sqlite = std::string_view(header.data(), 15) == "SQLite format 3";
  if (*size < header.size() || !is_sqlite || big_endian(header, 68, 4) != static_cast<std::uint32_t>(application_id)) {
    return foreign;
  }
  if (!is_whole(header, path)) {
    return util::Error{"store.corrupt", {path.string(), "file shorter than its header says"}};
  }
  return util::Done{};
}

} // namespace myatlas::store::sqlite
