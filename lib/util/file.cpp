#include "util/file.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

namespace myatlas::util {

namespace fs = std::filesystem;

namespace {

Outcome failed(const fs::path& path)
{
  return system_error(path, errno);
}

Outcome write_all(const FileHandle& file, const fs::path& path, std::string_view content)
{
  while (!content.empty()) {
    const ssize_t written = ::write(file.get(), content.data(), content.size());
    if (written < 0 && errno != EINTR) {
      return failed(path);
    }
    content.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
  }
  return ::fsync(file.get()) == 0 ? Outcome(Done{}) : failed(path);
}

// A rename is durable only once its folder is.
Outcome sync_folder(const fs::path& folder)
{
  const FileHandle handle(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return handle && ::fsync(handle.get()) == 0 ? Outcome(Done{}) : failed(folder);
}

fs::path folder_of(const fs::path& path)
{
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

} // namespace

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

Result<std::string> read_file(const fs::path& path, std::size_t limit)
{
  const Result<FileHandle> file = open_regular(path);
  if (!file) {
    return file.errors();
  }
  struct stat info = {};
  if (::fstat(file->get(), &info) == 0 && static_cast<std::size_t>(info.st_size) > limit) {
    return Error{"file.too_large", {path.string(), std::to_string(limit)}};
  }
  std::string content(static_cast<std::size_t>(info.st_size) + 1, '\0');
  const Result<std::size_t> size = read_some(*file, path, content.data(), content.size());
  if (!size) {
    return size.errors();
  }
  content.resize(*size);
  return content;
}

Outcome write_file(const fs::path& path, std::string_view content)
{
  std::string temporary = fmt::format("{}.XXXXXX", path.string());
  {
    const FileHandle file(::mkostemp(temporary.data(), O_CLOEXEC));
    if (!file) {
      return failed(path);
    }
    const Outcome written = write_all(file, path, content);
    if (!written) {
      ::unlink(temporary.c_str());
      return written;
    }
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) {
    const Outcome failure = failed(path);
    ::unlink(temporary.c_str());
    return failure;
  }
  return sync_folder(folder_of(path));
}

Outcome replace_file(const fs::path& path, std::string_view content)
{
  std::error_code failed;
  const fs::file_status status = fs::status(path, failed);
  if (fs::exists(status)) {
    if (!fs::is_regular_file(status)) {
      return Error{"file.not_regular", {path.string()}};
    }
    const Result<std::string> before = read_file(path, content.size());
    if (!before || *before != content) {
      fs::rename(path, path.string() + ".bak", failed);
    }
  }
  return write_file(path, content);
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

bool readable_by_others(const fs::path& path)
{
  struct stat info = {};
  return ::stat(path.c_str(), &info) == 0 && (info.st_mode & (S_IRGRP | S_IROTH)) != 0;
}

} // namespace myatlas::util
