#include "texts/message_file.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "util/file.hpp"

namespace myatlas::texts {

namespace {

constexpr std::uint32_t k_magic = 0x950412de; // in the machine's own order of bytes
constexpr std::size_t k_header = 28, k_largest = 16U << 20U;

// A number of the file; 0 where it ends before.
std::uint32_t number_at(const std::string& bytes, std::size_t at)
{
  std::uint32_t number = 0;
  if (at + sizeof number <= bytes.size()) {
    std::memcpy(&number, bytes.data() + at, sizeof number);
  }
  return number;
}

// Where the text begins that a row of a table (length, offset) is of, when it lies in the file and
// a zero byte ends it.
std::optional<std::pair<std::uint32_t, std::uint32_t>> text_of(const std::string& bytes,
                                                               std::size_t row)
{
  const std::size_t length = number_at(bytes, row), begin = number_at(bytes, row + 4);
  const bool is_whole =
    begin < bytes.size() && length < bytes.size() - begin && bytes[begin + length] == '\0';
  return is_whole ? std::optional(std::pair(static_cast<std::uint32_t>(begin),
                                            static_cast<std::uint32_t>(begin + length)))
                  : std::nullopt;
}

} // namespace

std::optional<MessageFile> MessageFile::read(const std::string& path)
{
  util::Result<std::string> bytes = util::read_file(path, k_largest);
  if (!bytes || bytes->size() < k_header || number_at(*bytes, 0) != k_magic) {
    return std::nullopt;
  }
  MessageFile file;
  file.m_bytes = *std::move(bytes);
  return file.read_entries() ? std::optional(std::move(file)) : std::nullopt;
}

bool MessageFile::read_entries()
{
  const std::size_t count = number_at(m_bytes, 8), originals = number_at(m_bytes, 12),
                    translations = number_at(m_bytes, 16);
  if (count > m_bytes.size() / 16) { // two rows each
    return false;
  }
  m_entries.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    if (!read_entry(originals + 8 * i, translations + 8 * i)) {
      return false;
    }
  }
  return true;
}

bool MessageFile::read_entry(std::size_t original_row, std::size_t translation_row)
{
  const auto original = text_of(m_bytes, original_row),
             translation = text_of(m_bytes, translation_row);
  if (!original || !translation) {
    return false;
  }
  m_entries.push_back({original->first, translation->first, translation->second});
  return true;
}

const MessageFile::Entry* MessageFile::entry(const char* english) const
{
  const auto comes_before = [&](const Entry& e, const char* text) {
    return std::strcmp(m_bytes.data() + e.original, text) < 0;
  };
  const auto found = std::lower_bound(m_entries.begin(), m_entries.end(), english, comes_before);
  const bool is_it =
    found != m_entries.end() && std::strcmp(m_bytes.data() + found->original, english) == 0;
  return is_it && found->translation < found->end ? &*found
                                                  : nullptr; // an empty translation is none
}

const char* MessageFile::find(const char* english) const
{
  const Entry* found = entry(english);
  return found != nullptr ? m_bytes.data() + found->translation : nullptr;
}

const char* MessageFile::find(const char* one, std::uint64_t count) const
{
  const Entry* found = entry(one);
  if (found == nullptr || count <= 1) {
    return found != nullptr ? m_bytes.data() + found->translation : nullptr;
  }
  const std::size_t second =
    found->translation + std::strlen(m_bytes.data() + found->translation) + 1;
  return second < found->end ? m_bytes.data() + second : nullptr;
}

} // namespace myatlas::texts
