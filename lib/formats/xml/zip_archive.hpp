#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "util/result.hpp"

namespace myatlas::formats {

// A zip archive in memory (PKWARE APPNOTE 6.3), unpacked by zlib: parts stored or deflated, each of
// them held to the size and the checksum the directory gives it while it is unpacked. Nothing is
// believed that was not counted.
class ZipArchive
{
public:
  // "zip.directory" when the directory is not whole, says another number of parts than it has, or
  // names one twice.
  static util::Result<ZipArchive> open(std::string_view bytes);

  std::uint64_t unpacked_size() const { return m_unpacked; } // what the directory says, in bytes
  bool has(const std::string& name) const { return m_parts.contains(name); }

  // The bytes of a part; "zip.part" (name) when it is not there, cut, longer or shorter than said,
  // or has another checksum.
  util::Result<std::string> part(const std::string& name) const;

  // The same a block at a time, so that memory does not grow with the part.
  util::Outcome each_block(const std::string& name,
                           const std::function<void(std::string_view)>& take) const;

private:
  struct Part
  {
    std::uint32_t flags = 0, method = 0, checksum = 0, packed = 0, unpacked = 0, offset = 0;
  };

  explicit ZipArchive(std::string_view bytes) : m_bytes(bytes) {}
  bool read_directory();
  std::size_t read_entry(std::string_view bytes);
  std::string_view packed_bytes(const Part& part) const;

  std::string_view m_bytes;
  std::map<std::string, Part> m_parts;
  std::uint64_t m_unpacked = 0;
};

} // namespace myatlas::formats
