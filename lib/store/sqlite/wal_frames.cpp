#include "store/sqlite/wal_frames.hpp"

#include <vector>

#include "util/file.hpp"

namespace myatlas::store::sqlite {

namespace {

constexpr std::size_t k_wal_header_bytes = 32, k_frame_bytes = 24;

std::uint32_t big_endian(const char* at)
{
  std::uint32_t value = 0;
  for (int i = 0; i < 4; ++i) {
    value = value << 8 | static_cast<unsigned char>(at[i]);
  }
  return value;
}

std::uint32_t little_endian(const char* at)
{
  std::uint32_t value = 0;
  for (int i = 3; i >= 0; --i) {
    value = value << 8 | static_cast<unsigned char>(at[i]);
  }
  return value;
}

// The running checksum of a log: each pair of words adds to both halves.
struct Checksum
{
  bool big_words;
  std::uint32_t first = 0, second = 0;

  void add(const char* bytes, std::size_t size)
  {
    for (std::size_t i = 0; i + 8 <= size; i += 8) {
      first += word(bytes + i) + second;
      second += word(bytes + i + 4) + first;
    }
  }
  bool is_at(const char* stored) const
  {
    return first == big_endian(stored) && second == big_endian(stored + 4);
  }

private:
  std::uint32_t word(const char* at) const
  {
    return big_words ? big_endian(at) : little_endian(at);
  }
};

class WalReader
{
public:
  WalReader(util::FileHandle file, const std::filesystem::path& path)
    : m_file(std::move(file)), m_path(path)
  {
  }

  WalFrames read()
  {
    char header[k_wal_header_bytes];
    if (fill(header, sizeof header) < sizeof header) {
      return m_found; // a writer was cut off before its first frame
    }
    const std::uint32_t magic = big_endian(header);
    const std::uint32_t page_bytes = big_endian(header + 8);
    m_sum.big_words = (magic & 1) != 0;
    m_sum.add(header, 24);
    if ((magic & ~1U) != 0x377F0682 || !m_sum.is_at(header + 24) || page_bytes < 512 ||
        page_bytes > 65536) {
      m_found.damaged = 0;
      return m_found;
    }
    m_salts[0] = big_endian(header + 16);
    m_salts[1] = big_endian(header + 20);
    m_frame.resize(k_frame_bytes + page_bytes);
    frames();
    return m_found;
  }

private:
  std::size_t fill(char* into, std::size_t size)
  {
    const auto count = util::read_some(m_file, m_path, into, size);
    if (!count) {
      throw util::MachineError(count.error());
    }
    return *count;
  }

  bool is_whole()
  {
    const char* frame = m_frame.data();
    if (big_endian(frame + 8) != m_salts[0] || big_endian(frame + 12) != m_salts[1]) {
      return false;
    }
    m_sum.add(frame, 8);
    m_sum.add(frame + k_frame_bytes, m_frame.size() - k_frame_bytes);
    return m_sum.is_at(frame + 16);
  }

  // A frame of the log before this one differs in both salts; one bit cannot do that.
  bool is_older() const
  {
    return big_endian(&m_frame[8]) != m_salts[0] && big_endian(&m_frame[12]) != m_salts[1];
  }

  bool ends_transaction() const
  {
    return big_endian(&m_frame[4]) != 0;
  } // the size of the database then

  void frames()
  {
    std::vector<std::uint32_t> open; // of a transaction whose last frame has not come yet
    bool whole = true;
    std::int64_t broken_at = 0;
    for (std::int64_t number = 1; fill(m_frame.data(), m_frame.size()) == m_frame.size();
         ++number) {
      if (whole && is_whole()) {
        open.push_back(big_endian(m_frame.data()));
        if (ends_transaction()) {
          m_found.pages.insert(open.begin(), open.end());
          open.clear();
        }
        continue;
      }
      broken_at = whole ? number : broken_at;
      whole = false;
      // A transaction that was cut off or rolled back has no last frame: only what was confirmed
      // can be damaged.
      if (!is_older() && ends_transaction()) {
        m_found.damaged = broken_at;
        return;
      }
    }
  }

  util::FileHandle m_file;
  const std::filesystem::path& m_path;
  WalFrames m_found;
  Checksum m_sum{false};
  std::uint32_t m_salts[2] = {};
  std::vector<char> m_frame;
};

} // namespace

WalFrames read_wal(const std::filesystem::path& wal)
{
  util::Result<util::FileHandle> file = util::open_regular(wal);
  if (!file && file.error().code == "file.missing") {
    return {};
  }
  if (!file) {
    throw util::MachineError(file.error());
  }
  return WalReader(*std::move(file), wal).read();
}

} // namespace myatlas::store::sqlite
