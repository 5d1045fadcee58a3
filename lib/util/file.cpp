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

#include "util/try.hpp"

namespace myatlas::util {

namespace fs = std::filesystem;

namespace {

Outcome failed(const fs::path& path)
{
  return system_error(path, errno);
}

bool is_fault_of_folder(int code)
{
  return code == EACCES || code == EPERM || code == ENOENT || code == ENOTDIR;
}

// What is missing or closed is then the folder.
Outcome not_made(const fs::path& path)
{
  return is_fault_of_folder(errno) ? Outcome(Error{"file.cannot_create", {path.string()}})
                                   : failed(path);
}

} // namespace

Outcome sync_folder_above(const fs::path& path)
{
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  const FileHandle handle(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return handle && ::fsync(handle.get()) == 0 ? Outcome(Done{}) : failed(folder);
}

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

static fs::path folder_of(const fs::path& path)
{
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

fs::path in_real_folder(const fs::path& path)
{
  std::error_code failed;
  const fs::path folder = fs::canonical(folder_of(path), failed);
  return failed ? path : folder / path.filename();
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
  const bool is_file = ::fstat(file.get(), &info) == 0 && S_ISREG(info.st_mode);
  return is_file ? static_cast<std::uint64_t>(info.st_size) : 0;
}

Result<std::size_t> read_some(const FileHandle& file, const fs::path& path, char* into,
                              std::size_t size)
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
  const FileHandle within(
    ::open(folder.empty() ? "." : folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!within) {
    return system_error(folder, errno);
  }
  open_how how = {};
  how.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  FileHandle file(
    static_cast<int>(::syscall(SYS_openat2, within.get(), name.c_str(), &how, sizeof how)));
  if (!file) {
    return errno == ELOOP || errno == EXDEV ? Error{"path.unsafe", {name}}
                                            : system_error(name, errno);
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
  TRY_ASSIGN(const std::size_t size, read_some(file, path, content.data(), content.size()));
  content.resize(size);
  return content;
}

Result<std::string> read_file(const fs::path& path, std::size_t limit)
{
  TRY_ASSIGN(const FileHandle file, open_regular(path));
  return read_whole(file, path, limit);
}

Outcome write_file(const fs::path& path, std::string_view content, unsigned rights)
{
  std::string temporary = fmt::format("{}.XXXXXX", path.string());
  {
    const FileHandle file(::mkostemp(temporary.data(), O_CLOEXEC));
    if (!file) {
      return not_made(path);
    }
    const bool is_given = rights == 0600 || ::fchmod(file.get(), rights) == 0;
    if (!is_given || !write_through(file, content) || ::fsync(file.get()) != 0) {
      const Outcome failure = failed(path);
      ::unlink(temporary.c_str());
      return failure;
    }
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) {
    const Outcome failure = not_made(path);
    ::unlink(temporary.c_str());
    return failure;
  }
  return sync_folder_above(path);
}

static void* mapped_bytes(int file, std::size_t size) // null: there are none, or it failed
{
  void* const mapped =
    size == 0 ? MAP_FAILED : ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
  return mapped == MAP_FAILED ? nullptr : mapped;
}

MappedFile::MappedFile(const FileHandle& file) : m_size(static_cast<std::size_t>(size_of(file)))
{
  m_bytes = mapped_bytes(file.get(), m_size);
  m_size = m_bytes == nullptr ? 0 : m_size;
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

static fs::path whole_path(const fs::path& path)
{
  std::error_code failed;
  return fs::weakly_canonical(fs::absolute(path, failed), failed);
}

bool is_same_file(const fs::path& one, const fs::path& other)
{
  std::error_code absent;
  return fs::equivalent(one, other, absent) || whole_path(one) == whole_path(other);
}

bool is_file_of_user(const fs::path& path)
{
  struct stat info = {};
  return ::lstat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) && info.st_uid == ::geteuid();
}

namespace {

// Of somebody who is neither this user nor root.
bool is_foreign(const struct stat& info)
{
  return info.st_uid != ::geteuid() && info.st_uid != 0 && ::geteuid() != 0;
}

// Root reads and writes what it wants, and is not warned of whose a file is.
bool is_open(const struct stat& info)
{
  constexpr mode_t k_others = S_IRGRP | S_IWGRP | S_IROTH | S_IWOTH;
  return (info.st_mode & k_others) != 0 || is_foreign(info);
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
