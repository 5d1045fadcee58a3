#pragma once

#include <cstddef>
#include <cstdint>
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

// The error for a failed system call on `path`: "file.missing", "file.denied", "file.not_regular",
// "disk.full", "disk.read_only", "machine.files" or "file.io" (path, the system's reason).
Error system_error(const std::filesystem::path& path, int number);

// The path with the links of its folder followed; the file itself may be a link, and stays one.
std::filesystem::path in_real_folder(const std::filesystem::path& path);

// Opens a regular file for reading. Folders, devices and pipes are refused ("file.not_regular").
Result<FileHandle> open_regular(const std::filesystem::path& path);

// The bytes of a regular file; 0 of anything else.
std::uint64_t size_of(const FileHandle& file);

// Reads at most `size` bytes, fewer only at the end. Fails like system_error.
Result<std::size_t> read_some(const FileHandle& file, const std::filesystem::path& path, char* into,
                              std::size_t size);

// Opens a regular file inside `folder`, by a name that may have folders in it: "path.unsafe" (name)
// when the name, or a link on its way, leads elsewhere.
Result<FileHandle> open_beneath(const std::filesystem::path& folder, const std::string& name);

// The whole of an open file; "file.too_large" (path, limit in bytes) beyond `limit`.
Result<std::string> read_whole(const FileHandle& file, const std::filesystem::path& path,
                               std::size_t limit);

// The whole file; "file.too_large" (path, limit in bytes) beyond `limit`.
Result<std::string> read_file(const std::filesystem::path& path, std::size_t limit);

// Makes `path` hold `content`, or leaves what was there: temporary file (of these rights), fsync,
// rename, fsync of the folder. "file.cannot_create" (path) where its folder is missing or closed.
Outcome write_file(const std::filesystem::path& path, std::string_view content,
                   unsigned rights = 0600);

// A rename is durable only once the folder is: that of `path`.
Outcome sync_folder_above(const std::filesystem::path& path);

// Where files without a name are made.
inline constexpr const char* k_unnamed_folder = "/var/tmp";

// The bytes of an open file, in memory only as they are looked at; none of what cannot be.
class MappedFile
{
public:
  explicit MappedFile(const FileHandle& file);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  std::string_view text() const { return {static_cast<const char*>(m_bytes), m_size}; }

private:
  std::size_t m_size = 0;
  void* m_bytes = nullptr;
};

// A file without a name, for what is too much for memory: it goes with its handle.
Result<FileHandle> unnamed_file();

// Writes all of `bytes` where the file stands.
Outcome write_through(const FileHandle& file, std::string_view bytes);

// Appends to a temporary file without a name, which is made with the first bytes. Throws
// MachineError: it is called where no Result can be returned.
void spill(FileHandle& file, std::string_view bytes);

// A file that comes into being whole: written without a name, then put in place by keep(); without
// that, nothing is left. It has the rights of what stood there, else its owner's alone; what stood
// there and differs is kept as "<path>.bak", "<path>.bak2"…
class NewFile
{
public:
  static Result<NewFile> create(const std::filesystem::path& path); // file.cannot_create (path)
  ~NewFile();
  NewFile(NewFile&&) noexcept = default;
  NewFile& operator=(NewFile&&) noexcept = default;

  Outcome append(std::string_view bytes);
  Outcome keep();
  const std::filesystem::path& path() const { return m_path; }

private:
  NewFile(FileHandle file, std::filesystem::path path, std::string temporary);
  Outcome flush();
  bool name();

  FileHandle m_file;
  std::filesystem::path m_path;
  std::string m_temporary; // empty while it has no name yet, and once it is in place
  std::string m_buffer;
};

// Makes the folder and those above it, 0700.
Outcome make_private_folder(const std::filesystem::path& path);

// Whether it is there and this user's, no link.
bool is_file_of_user(const std::filesystem::path& path);

// Whether two paths lead to one file, be it there or not.
bool is_same_file(const std::filesystem::path& one, const std::filesystem::path& other);

// True when somebody else may read or write the file: group, others, or an owner who is neither
// this user nor root.
bool open_to_others(const std::filesystem::path& path);
bool open_to_others(const FileHandle& file);

} // namespace myatlas::util
