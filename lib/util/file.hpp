#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "util/result.hpp"

namespace myatlas::util {

// An open file descriptor, closed when it goes.
class FileHandle
{
public:
  FileHandle() = default;
  explicit FileHandle(int descriptor) : m_descriptor(descriptor) {}
  ~FileHandle();
  FileHandle(FileHandle&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}
  FileHandle& operator=(FileHandle&& other) noexcept
  {
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
  }

  int get() const { return m_descriptor; }
  explicit operator bool() const { return m_descriptor >= 0; }

private:
  int m_descriptor = -1;
};

// The error for a failed system call on `path`: "file.missing", "file.denied", "file.not_regular", "disk.full",
// "disk.read_only" or "file.io" (path, the system's reason).
Error system_error(const std::filesystem::path& path, int number);

// Opens a regular file for reading. Folders, devices and pipes are refused ("file.not_regular").
Result<FileHandle> open_regular(const std::filesystem::path& path);

// Reads at most `size` bytes, fewer only at the end. Fails like system_error.
Result<std::size_t> read_some(const FileHandle& file, const std::filesystem::path& path, char* into, std::size_t size);

// The whole file; "file.too_large" (path, limit in bytes) beyond `limit`.
Result<std::string> read_file(const std::filesystem::path& path, std::size_t limit);

// Makes `path` hold `content`, or leaves what was there: temporary file (0600), fsync, rename, fsync of the folder.
Outcome write_file(const std::filesystem::path& path, std::string_view content);

// The same, but what was there and differs is kept as "<path>.bak": nobody's corrections are lost. Only over a regular file
// ("file.not_regular").
Outcome replace_file(const std::filesystem::path& path, std::string_view content);

// Makes the folder and those above it, 0700.
Outcome make_private_folder(const std::filesystem::path& path);

// True when group or others may read the file.
bool readable_by_others(const std::filesystem::path& path);

} // namespace myatlas::util
