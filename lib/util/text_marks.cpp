#include "util/text_marks.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>
#include <utility>

#include <unistd.h>

namespace myatlas::util {

namespace {

constexpr std::size_t k_shelf_block = 256U * 1024; // bytes

// All of `size` bytes at a place of a file; what was written there is there.
void read_back(const FileHandle& file, std::uint64_t from, std::string& into)
{
  for (std::size_t done = 0; done < into.size();) {
    const ssize_t got =
      ::pread(file.get(), into.data() + done, into.size() - done, static_cast<off_t>(from + done));
    if (got == 0 || (got < 0 && errno != EINTR)) {
      throw MachineError(system_error("/var/tmp", got == 0 ? EIO : errno));
    }
    done += got < 0 ? 0 : static_cast<std::size_t>(got);
  }
}

} // namespace

// The length, the line, the text, and what fills the last unit up.
const std::string& TextMarks::Shelf::record_of(std::string_view text, std::uint64_t line)
{
  const std::uint32_t head[2] = {static_cast<std::uint32_t>(text.size()),
                                 static_cast<std::uint32_t>(line)};
  m_record.assign(reinterpret_cast<const char*>(head), sizeof head);
  m_record += text;
  m_record.resize((m_record.size() + k_unit - 1) / k_unit * k_unit, '\0');
  return m_record;
}

std::uint64_t TextMarks::Shelf::put(std::string_view text, std::uint64_t line)
{
  if (m_waiting.size() >= k_shelf_block) {
    spill(m_file, m_waiting);
    m_written += m_waiting.size();
    m_waiting.clear();
  }
  const std::uint64_t at = m_written + m_waiting.size();
  m_waiting += record_of(text, line);
  return at / k_unit;
}

// Whether a record is of the text that record_of() was asked for last; its line is kept.
bool TextMarks::Shelf::is(std::string_view record)
{
  constexpr std::size_t k_size = sizeof(std::uint32_t), k_head = 2 * k_size;
  const std::string_view wanted = m_record;
  if (record.size() != wanted.size() || record.substr(0, k_size) != wanted.substr(0, k_size) ||
      record.substr(k_head) != wanted.substr(k_head)) {
    return false;
  }
  std::memcpy(&m_line, record.data() + k_size, k_size);
  return true;
}

bool TextMarks::Shelf::holds(std::uint64_t at, std::string_view text)
{
  const std::uint64_t from = at * k_unit;
  const std::string& record = record_of(text, 0);
  if (from >= m_written) {
    return is(std::string_view(m_waiting).substr(from - m_written, record.size()));
  }
  m_read.resize(
    std::min<std::uint64_t>(record.size(), m_written - from)); // a shorter text may be the last one
  read_back(m_file, from, m_read);
  return is(m_read);
}

std::unique_ptr<std::uint64_t, TextMarks::Free> TextMarks::Table::make(unsigned bits)
{
  auto* slots =
    bits > k_hash_bits ? nullptr : std::calloc(std::size_t{1} << bits, sizeof(std::uint64_t));
  if (slots == nullptr) {
    throw std::bad_alloc();
  }
  return std::unique_ptr<std::uint64_t, Free>(static_cast<std::uint64_t*>(slots));
}

void TextMarks::Table::grow()
{
  const std::size_t count = std::size_t{1} << bits;
  const auto old = std::exchange(slots, make(bits + 1));
  ++bits;
  for (std::size_t i = 0; i < count; ++i) {
    if (const std::uint64_t slot = old.get()[i]) {
      std::size_t at = place(slot); // the hash's upper bits are the slot's
      while (slots.get()[at] != 0) {
        at = after(at);
      }
      slots.get()[at] = slot;
    }
  }
}

TextMarks::Marks TextMarks::add(Key key, std::string_view text, Marks marks, std::uint64_t line)
{
  Table& table = m_tables[key % k_tables];
  if ((table.size + 1) * 4 > (std::size_t{1} << table.bits) * 3) {
    table.grow();
  }
  constexpr std::uint64_t k_at_mask = (std::uint64_t{1} << k_at_bits) - 1;
  const std::uint64_t head = key >> (64 - k_hash_bits);
  std::size_t at = table.place(key);
  for (; table.slots.get()[at] != 0; at = table.after(at)) {
    std::uint64_t& slot = table.slots.get()[at];
    if (slot >> (64 - k_hash_bits) == head && m_shelf.holds(slot & k_at_mask, text)) {
      const auto had = static_cast<Marks>(slot >> k_at_bits & k_all);
      slot |= std::uint64_t{marks} << k_at_bits;
      return had;
    }
  }
  if (marks != 0) { // a text without a mark need not be kept
    table.slots.get()[at] =
      head << (64 - k_hash_bits) | std::uint64_t{marks} << k_at_bits | m_shelf.put(text, line);
    ++table.size;
  }
  return 0;
}

} // namespace myatlas::util
