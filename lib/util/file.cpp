#include "util/file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <fmt/format.h>

namespace myatlas::util {

namespace fs = std::filesystem;

namespace {

Outcome failed(const fs::path& path)
{
  return system_error(path, errno);
}

// A rename is durable only once its folder is.
Outcome sync_folder(const fs::path& folder)
{
  const FileHandle handle(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return handle && ::fsync(handle.get()) == 0 ? Outcome(Done{}) : failed(folder);
}

// Whether two files hold the same bytes.
bool same_content(const fs::path& a, const fs::path& b)
{
  std::error_code failed;
  if (fs::file_size(a, failed) != fs::file_size(b, failed) || failed) {
    return false;
  }
  std::ifstream left(a, std::ios::binary), right(b, std::ios::binary);
  return std::equal(std::istreambuf_iterator<char>(left), {}, std::istreambuf_iterator<char>(right));
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
  return renamed != 0 && (errno == EINVAL || errno == ENOSYS) ? ::rename(from.c_str(), to.c_str())
                                                              : renamed;
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

fs::path folder_of(const fs::path& path)
{
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

} // namespace

Outcome write_through(const FileHandle& file, std::string_view bytes)
{
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.get(), bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) {
      return system_error("/var/tmp", errno);
    }
    bytes.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
  }
  return Done{};
}

FileHandle::~FileHandle()
{
  if (m_descriptor >= 0) {
    ::close(m_descriptor);
  }
}

Error system_error(const fs::path& path, int number)
{
  switch (number) {
  case ENOENT:
  case ENOTDIR:
    return {"file.missing", {path.string()}};
  case EACCES:
  case EPERM:
    return {"file.denied", {path.string()}};
  case EISDIR:
    return {"file.not_regular", {path.string()}};
  case ENOSPC:
  case EDQUOT:
    return {"disk.full", {path.string()}};
  case EROFS:
    return {"disk.read_only", {path.string()}};
  case EMFILE:
  case ENFILE:
    return {"machine.files", {path.string()}};
  default:
    return {"file.io", {path.string(), ::strerrordesc_np(number)}};
  }
}

Result<FileHandle> open_regular(const fs::path& path)
{
  FileHandle file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file) {
    return system_error(path, errno);
  }
  struct stat info = {};
  if (::fstat(file.get(), &info) != 0) {
    return system_error(path, errno);
  }
  if (!S_ISREG(info.st_mode)) {
    return Error{"file.not_regular", {path.string()}};
  }
  return file;
}

std::uint64_t size_of(const FileHandle& file)
{
  struct stat info = {};
  return ::fstat(file.get(), &info) == 0 && S_ISREG(info.st_mode) ? static_cast<std::uint64_t>(info.st_size) : 0;
}

Result<std::size_t> read_some(const FileHandle& file, const fs::path& path, char* into, std::size_t size)
{
  std::size_t total = 0;
  while (total < size) {
    const ssize_t got = ::read(file.get(), into + total, size - total);
    if (got == 0) {
      break;
    }
    if (got < 0 && errno != EINTR) {
      return system_error(path, errno);
    }
    total += got < 0 ? 0 : static_cast<std::size_t>(got);
  }
  return total;
}

Result<FileHandle> open_beneath(const fs::path& folder, const std::string& name)
{
  const FileHandle within(::open(folder.empty() ? "." : folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!within) {
    return system_error(folder, errno);
  }
  open_how how = {};
  how.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  FileHandle file(static_cast<int>(::syscall(SYS_openat2, within.get(), name.c_str(), &how, sizeof how)));
  if (!file) {
    return errno == ELOOP || errno == EXDEV ? Error{"path.unsafe", {name}} : system_error(name, errno);
  }
  struct stat info = {};
  if (::fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode)) {
    return Error{"file.not_regular", {name}};
  }
  return file;
}

Result<std::string> read_whole(const FileHandle& file, const fs::path& path, std::size_t limit)
{
  struct stat info = {};
  if (::fstat(file.get(), &info) == 0 && static_cast<std::size_t>(info.st_size) > limit) {
    return Error{"file.too_large", {path.string(), std::to_string(limit)}};
  }
  std::string content(static_cast<std::size_t>(info.st_size) + 1, '\0');
  const Result<std::size_t> size = read_some(file, path, content.data(), content.size());
  if (!size) {
    return size.errors();
  }
  content.resize(*size);
  return content;
}

Result<std::string> read_file(const fs::path& path, std::size_t limit)
{
  const Result<FileHandle> file = open_regular(path);
  return file ? read_whole(*file, path, limit) : Result<std::string>(file.errors());
}

Outcome write_file(const fs::path& path, std::string_view content)
{
  std::string temporary = fmt::format("{}.XXXXXX", path.string());
  {
    const FileHandle file(::mkostemp(temporary.data(), O_CLOEXEC));
    if (!file) {
      return failed(path);
    }
    if (!write_through(file, content) || ::fsync(file.get()) != 0) {
      const Outcome failure = failed(path);
      ::unlink(temporary.c_str());
      return failure;
    }
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) {
    const Outcome failure = failed(path);
    ::unlink(temporary.c_str());
    return failure;
  }
  return sync_folder(folder_of(path));
}

MappedFile::MappedFile(const FileHandle& file) : m_size(static_cast<std::size_t>(size_of(file)))
{
  void* const mapped = m_size == 0 ? MAP_FAILED : ::mmap(nullptr, m_size, PROT_READ, MAP_PRIVATE, file.get(), 0);
  m_bytes = mapped == MAP_FAILED ? nullptr : mapped;
  m_size = mapped == MAP_FAILED ? 0 : m_size;
}

MappedFile::~MappedFile()
{
  if (m_bytes != nullptr) {
    ::munmap(m_bytes, m_size);
  }
}

Result<FileHandle> unnamed_file()
{
  for (const char* folder : {k_unnamed_folder, "/tmp"}) {
    std::string path = std::string(folder) + "/myatlas.XXXXXX";
    FileHandle file(::mkostemp(path.data(), O_CLOEXEC));
    if (file) {
      ::unlink(path.c_str());
      return file;
    }
  }
  return system_error("/tmp", errno);
}

void spill(FileHandle& file, std::string_view bytes)
{
  if (!file) {
    Result<FileHandle> made = unnamed_file();
    if (!made) {
      throw MachineError(made.error());
    }
    file = *std::move(made);
  }
  const Outcome written = write_through(file, bytes);
  if (!written) {
    throw MachineError(written.error());
  }
}

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
  std::string temporary = fmt::format("{}.XXXXXX", path.string());
  FileHandle file(::mkostemp(temporary.data(), O_CLOEXEC));
  if (!file) {
    return errno == ENOENT || errno == EACCES || errno == ENOTDIR ? Error{"file.cannot_create", {path.string()}}
                                                                  : system_error(path, errno);
  }
  return NewFile(std::move(file), path, std::move(temporary));
}

Outcome NewFile::flush()
{
  const bool written = bool(write_through(m_file, m_buffer));
  m_buffer.clear();
  return written ? Outcome(Done{}) : failed(m_path);
}

Outcome NewFile::append(std::string_view bytes)
{
  constexpr std::size_t k_buffer = 256U * 1024;
  m_buffer += bytes;
  return m_buffer.size() < k_buffer ? Outcome(Done{}) : flush();
}

Outcome NewFile::keep()
{
  const Outcome flushed = flush();
  if (!flushed) {
    return flushed;
  }
  if (::fsync(m_file.get()) != 0) {
    return failed(m_path);
  }
  keep_rights(m_file, m_path);
  if (is_there(m_path) && !same_content(m_path, m_temporary)) {
    if (const Outcome kept = keep_aside(m_path); !kept) {
      return kept;
    }
  }
  if (::rename(m_temporary.c_str(), m_path.c_str()) != 0) {
    return failed(m_path);
  }
  m_temporary.clear();
  return sync_folder(folder_of(m_path));
}

Outcome make_private_folder(const fs::path& path)
{
  std::error_code unreachable;
  if (path.empty() || fs::is_directory(path, unreachable)) {
    return Done{};
  }
  const Outcome above = make_private_folder(path.parent_path());
  if (!above) {
    return above;
  }
  return ::mkdir(path.c_str(), 0700) == 0 || errno == EEXIST ? Outcome(Done{}) : failed(path);
}

namespace {

// Root reads and writes what it wants, and is not warned of whose a file is.
bool is_open(const struct stat& info)
{
  constexpr mode_t k_others = S_IRGRP | S_IWGRP | S_IROTH | S_IWOTH;
  const bool foreign = info.st_uid != ::geteuid() && info.st_uid != 0 && ::geteuid() != 0;
  return (info.st_mode & k_others) != 0 || foreign;
}

} // namespace

bool open_to_others(const fs::path& path)
{
  struct stat info = {};
  return ::stat(path.c_str(), &info) == 0 && is_open(info);
}

bool open_to_others(const FileHandle& file)
{
  struct stat info = {};
  return ::fstat(file.get(), &info) == 0 && is_open(info);
}

} // namespace myatlas::util
