#include "formats/xml/zip_archive.hpp"

#include <array>

#include <zlib.h>

#include "util/try.hpp"

namespace myatlas::formats {

namespace {

constexpr std::uint32_t k_stored = 0, k_deflated = 8, k_is_encrypted = 1;
constexpr std::uint64_t k_most_deflated = 1032; // bytes that a byte of deflate can come to

std::uint32_t little_endian(std::string_view bytes, std::size_t at, std::size_t size)
{
  std::uint32_t value = 0;
  for (std::size_t i = size; i-- > 0;) {
    value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  }
  return value;
}

std::uint32_t checksum_of(std::string_view bytes, std::uint32_t before)
{
  return static_cast<std::uint32_t>(
    ::crc32_z(before, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

// Unpacks, as long as it is no more than `size` bytes; false unless it is that many and all of
// `packed` was needed.
bool inflate_blocks(std::string_view packed, std::size_t size,
                    const std::function<void(std::string_view)>& take)
{
  z_stream stream = {};
  if (::inflateInit2(&stream, -MAX_WBITS) != Z_OK) {
    return false;
  }
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  std::array<char, 65536> block;
  std::size_t taken = 0;
  int state = Z_OK;
  while (state == Z_OK && taken <= size) {
    stream.next_out = reinterpret_cast<Bytef*>(block.data());
    stream.avail_out = block.size();
    state = ::inflate(&stream, Z_NO_FLUSH);
    taken += block.size() - stream.avail_out;
    take({block.data(), block.size() - stream.avail_out});
  }
  const bool all_taken = stream.avail_in == 0;
  ::inflateEnd(&stream);
  return state == Z_STREAM_END && all_taken && taken == size;
}

} // namespace

util::Result<ZipArchive> ZipArchive::open(std::string_view bytes)
{
  ZipArchive archive(bytes);
  if (!archive.read_directory()) {
    return util::Error{"zip.directory", {}};
  }
  return archive;
}

// By the directory's own size: the number of its entries is compared, not believed.
bool ZipArchive::read_directory()
{
  constexpr std::size_t k_end = 22;
  const std::size_t end = m_bytes.rfind("PK\x05\x06");
  if (end == m_bytes.npos || end + k_end > m_bytes.size()) {
    return false;
  }
  std::uint64_t at = little_endian(m_bytes, end + 16, 4);
  const std::uint64_t after = at + little_endian(m_bytes, end + 12, 4);
  if (after > end) {
    return false;
  }
  while (at < after) {
    const std::size_t size = read_entry(m_bytes.substr(at, after - at));
    if (size == 0) {
      return false;
    }
    at += size;
  }
  return m_parts.size() == little_endian(m_bytes, end + 10, 2);
}

// Keeps the part that the directory goes on with; its entry's size, 0 when it is none, or names one
// that is there.
std::size_t ZipArchive::read_entry(std::string_view bytes)
{
  constexpr std::size_t k_head = 46;
  if (bytes.size() < k_head || !bytes.starts_with("PK\x01\x02")) {
    return 0;
  }
  const auto number = [&](std::size_t from, std::size_t size) {
    return little_endian(bytes, from, size);
  };
  const std::size_t name = number(28, 2);
  const std::size_t size = k_head + name + number(30, 2) + number(32, 2);
  const Part part{.flags = number(8, 2),
                  .method = number(10, 2),
                  .checksum = number(16, 4),
                  .packed = number(20, 4),
                  .unpacked = number(24, 4),
                  .offset = number(42, 4)};
  if (size > bytes.size() || !m_parts.emplace(bytes.substr(k_head, name), part).second) {
    return 0;
  }
  m_unpacked += part.unpacked;
  return size;
}

// Empty when they do not lie inside the archive.
std::string_view ZipArchive::packed_bytes(const Part& part) const
{
  constexpr std::uint64_t k_head = 30;
  if (part.offset + k_head > m_bytes.size() || m_bytes.substr(part.offset, 4) != "PK\x03\x04") {
    return {};
  }
  const std::uint64_t begin = part.offset + k_head + little_endian(m_bytes, part.offset + 26, 2) +
                              little_endian(m_bytes, part.offset + 28, 2);
  return begin + part.packed > m_bytes.size() ? std::string_view()
                                              : m_bytes.substr(begin, part.packed);
}

util::Outcome ZipArchive::each_block(const std::string& name,
                                     const std::function<void(std::string_view)>& take) const
{
  const util::Error damaged{"zip.part", {name}};
  const auto found = m_parts.find(name);
  if (found == m_parts.end() || (found->second.flags & k_is_encrypted) != 0) {
    return damaged;
  }
  const Part& part = found->second;
  const std::string_view packed = packed_bytes(part);
  if (packed.size() != part.packed || part.unpacked > packed.size() * k_most_deflated) {
    return damaged;
  }
  std::uint32_t checksum = 0;
  const auto counted = [&](std::string_view block) {
    checksum = checksum_of(block, checksum);
    take(block);
  };
  if (part.method == k_stored && packed.size() == part.unpacked) {
    counted(packed);
  } else if (part.method != k_deflated || !inflate_blocks(packed, part.unpacked, counted)) {
    return damaged;
  }
  return checksum == part.checksum ? util::Outcome(util::Done{}) : util::Outcome(damaged);
}

util::Result<std::string> ZipArchive::part(const std::string& name) const
{
  std::string bytes;
  TRY(each_block(name, [&](std::string_view block) { bytes += block; }));
  return bytes;
}

} // namespace myatlas::formats
