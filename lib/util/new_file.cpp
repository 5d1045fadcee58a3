#include "util/file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

// Files of results: whole or not there, and what stood there kept.
namespace myatlas::util {

namespace fs = std::filesystem;

namespace {

// Whether two files hold the same bytes.
bool same_content(const fs::path& a, const fs::path& b)
{
  std::error_code failed;
  if (fs::file_size(a, failed) != fs::file_size(b, failed) || failed) {
    return false;
  }
  std::ifstream left(a, std::ios::binary), right(b, std::ios::binary);
  return std::equal(std::istreambuf_iterator<char>(left), {},
                    std::istreambuf_iterator<char>(right));
}

bool is_there(const fs::path& path)
{
  std::error_code absent;
  return fs::exists(fs::symlink_status(path, absent));
}

// Without writing over anything, on file systems that know how to.
int rename_aside(const fs::path& from, const fs::path& to)
{
  const int renamed = ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE);
  const bool is_unknown = renamed != 0 && (errno == EINVAL || errno == ENOSYS);
  return is_unknown ? ::rename(from.c_str(), to.c_str()) : renamed;
}

// As "<path>.bak", or "<path>.bak2", "<path>.bak3"… when there are such: nobody's corrections are
// lost.
Outcome keep_aside(const fs::path& path)
{
  fs::path name = path.string() + ".bak";
  for (int n = 2; is_there(name) || rename_aside(path, name) != 0; ++n) {
    if (const int reason = errno; !is_there(name)) {
      return system_error(name, reason);
    }
    name = fmt::format("{}.bak{}", path.string(), n);
  }
  return Done{};
}

// Who could read what stood there can read what takes its place.
void keep_rights(const FileHandle& file, const fs::path& path)
{
  struct stat before = {};
  if (::stat(path.c_str(), &before) == 0) {
    const bool same_group = ::fchown(file.get(), static_cast<uid_t>(-1), before.st_gid) == 0;
    (void)::fchmod(file.get(), before.st_mode & (same_group ? 0777U : 0707U));
  }
}

} // namespace

NewFile::NewFile(FileHandle file, fs::path path, std::string temporary)
  : m_file(std::move(file)), m_path(std::move(path)), m_temporary(std::move(temporary))
{
}

NewFile::~NewFile()
{
  if (m_file && !m_temporary.empty()) {
    ::unlink(m_temporary.c_str());
  }
}

Result<NewFile> NewFile::create(const fs::path& path)
{
  std::error_code failed;
  const fs::file_status status = fs::status(path, failed);
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    return Error{"file.cannot_create", {path.string()}};
  }
  std::string temporary;
  FileHandle file(::open(path.has_parent_path() ? path.parent_path().c_str() : ".",
                         O_TMPFILE | O_WRONLY | O_CLOEXEC,
                         0600)); // nothing is left of who is killed
  if (!file) {
    temporary = fmt::format("{}.XXXXXX", path.string());
    file = FileHandle(
      ::mkostemp(temporary.data(), O_CLOEXEC)); // a file system that knows none without a name
  }
  if (!file) {
    return errno == ENOENT || errno == EACCES || errno == ENOTDIR
             ? Error{"file.cannot_create", {path.string()}}
             : system_error(path, errno);
  }
  return NewFile(std::move(file), path, std::move(temporary));
}

Outcome NewFile::flush()
{
  const bool written = bool(write_through(m_file, m_buffer));
  m_buffer.clear();
  if (!written) {
    return system_error(m_path, errno);
  }
  return Done{};
}

namespace {

constexpr std::size_t k_buffer = 256U * 1024;

} // namespace

Outcome NewFile::append(std::string_view bytes)
{
  m_buffer += bytes;
  return m_buffer.size() < k_buffer ? Outcome(Done{}) : flush();
}

// Gives it a name that nobody has, to be moved from.
bool NewFile::name()
{
  const std::string own = fmt::format("/proc/self/fd/{}", m_file.get());
  for (int tries = 0; m_temporary.empty() && tries < 100; ++tries) {
    const std::string wanted = fmt::format(
      "{}.{:06x}", m_path.string(),
      (static_cast<unsigned>(::getpid()) * 100U + static_cast<unsigned>(tries)) & 0xFFFFFFU);
    if (::linkat(AT_FDCWD, own.c_str(), AT_FDCWD, wanted.c_str(), AT_SYMLINK_FOLLOW) == 0) {
      m_temporary = wanted;
    } else if (errno != EEXIST) {
      return false;
    }
  }
  return !m_temporary.empty();
}

Outcome NewFile::keep()
{
  const Outcome flushed = flush();
  if (!flushed) {
    return flushed;
  }
  if (::fsync(m_file.get()) != 0) {
    return Outcome(system_error(m_path, errno));
  }
  keep_rights(m_file, m_path);
  if (!name()) {
    return Outcome(system_error(m_path, errno));
  }
  if (is_there(m_path) && !same_content(m_path, m_temporary)) {
    if (const Outcome kept = keep_aside(m_path); !kept) {
      return kept;
    }
  }
  if (::rename(m_temporary.c_str(), m_path.c_str()) != 0) {
    return Outcome(system_error(m_path, errno));
  }
  m_temporary.clear();
  return sync_folder_above(m_path);
}

} // namespace myatlas::util
