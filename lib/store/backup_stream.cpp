#include "store/backup.hpp"

#include <algorithm>
#include <cerrno>

#include <fcntl.h>

#include "store/sqlite/file_header.hpp"
#include "util/piped.hpp"
#include "util/try.hpp"

namespace myatlas::store {

namespace fs = std::filesystem;

namespace {

// What the header told is compared with the room there is: a false one fills no disk.
// As far as the system tells.
bool lacks_room(const fs::path& folder, std::uint64_t bytes)
{
  std::error_code unknown;
  const fs::space_info space = fs::space(folder, unknown);
  return !unknown && space.available < bytes;
}

util::Outcome check_room(const fs::path& to, std::uint64_t bytes)
{
  const fs::path folder = to.parent_path();
  return util::fail_unless(!lacks_room(folder, bytes), {"disk.full", {folder.string()}});
}

util::Outcome copy_rest(util::PatientReader& from, const util::FileHandle& to, std::string& block,
                        std::uint64_t count, const std::string& name)
{
  for (std::uint64_t got = block.size(); got < count;) {
    block.resize(256U * 1024);
    const util::Result<std::size_t> size = from.read(
      block.data(), static_cast<std::size_t>(std::min<std::uint64_t>(block.size(), count - got)));
    if (!size || *size == 0) {
      return size ? util::Errors{util::Error{"backup.cut",
                                             {name, std::to_string(got), std::to_string(count)}}}
                  : size.errors();
    }
    if (const util::Outcome written =
          util::write_through(to, std::string_view(block).substr(0, *size));
        !written) {
      return written;
    }
    got += *size;
  }
  return util::Done{};
}

} // namespace

util::Outcome take_in_backup(const util::FileHandle& from, const std::string& name,
                             std::chrono::seconds patience, const fs::path& to)
{
  util::PatientReader reader(from, name, patience);
  std::string block(sqlite::k_header_bytes, '\0');
  TRY_ASSIGN(const std::size_t begun, reader.fill(block.data(), block.size()));
  block.resize(begun);
  const auto told = sqlite::bytes_told(block, Role::backup);
  if (!told || *told < block.size()) {
    return util::Error{"backup.not_ours", {name}};
  }
  if (const util::Outcome room = check_room(to, *told); !room) {
    return room;
  }
  const util::FileHandle file(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!file) {
    return util::system_error(to, errno);
  }
  TRY(util::write_through(file, block));
  TRY(copy_rest(reader, file, block, *told, name));
  char more = 0;
  TRY_ASSIGN(const std::size_t further, reader.read(&more, 1));
  if (further > 0) {
    return util::Error{"backup.not_ours", {name}};
  }
  return util::Done{};
}

} // namespace myatlas::store
