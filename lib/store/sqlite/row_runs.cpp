#include "store/sqlite/row_runs.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <functional>

#include <unistd.h>

namespace myatlas::store::sqlite {

namespace {

constexpr std::size_t k_write_bytes = 256U * 1024;
constexpr std::size_t k_merge_memory = 16U * 1024 * 1024, k_most_buffer = 256U * 1024,
                      k_least_buffer = 16U * 1024;

// A row in the file: its size in four bytes, then every cell as kind and size in seven bits a byte,
// and its value.
void put_head(std::string& into, std::uint64_t head)
{
  for (; head >= 0x80; head >>= 7) {
    into += static_cast<char>(head | 0x80);
  }
  into += static_cast<char>(head);
}

std::uint64_t take_head(const char*& at)
{
  std::uint64_t head = 0;
  for (unsigned shift = 0;; shift += 7) {
    const auto byte = static_cast<unsigned char>(*at++);
    head |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
    if (byte < 0x80) {
      return head;
    }
  }
}

void put_cell(std::string& into, const RowBlock& block, const RowBlock::KeptCell& cell)
{
  const bool is_text = cell.kind() == RowBlock::Kind::text;
  put_head(into, (is_text ? cell.size() : 0) << 2 | static_cast<unsigned>(cell.kind()));
  if (is_text) {
    into += block.view(cell);
  } else if (cell.kind() == RowBlock::Kind::number) {
    const std::int64_t number = cell.number();
    into.append(reinterpret_cast<const char*>(&number), sizeof number);
  }
}

Cell take_cell(const char*& at)
{
  const std::uint64_t head = take_head(at);
  switch (static_cast<RowBlock::Kind>(head & 3U)) {
  case RowBlock::Kind::null:
    break;
  case RowBlock::Kind::number: {
    std::int64_t number = 0;
    std::memcpy(&number, at, sizeof number);
    at += sizeof number;
    return number;
  }
  case RowBlock::Kind::text: {
    const std::string_view text(at, head >> 2);
    at += text.size();
    return text;
  }
  }
  return {};
}

} // namespace

void RowRuns::write(std::string_view bytes)
{
  util::spill(m_file, bytes);
  m_size += static_cast<off_t>(bytes.size());
}

void RowRuns::add(RowBlock& rows)
{
  rows.sort(m_key_size);
  const off_t begin = m_size;
  std::string bytes;
  for (std::size_t position = 0; position < rows.size(); ++position) {
    const std::size_t head = bytes.size();
    bytes.append(sizeof(std::uint32_t), '\0');
    for (std::size_t column = 0; column < m_width; ++column) {
      put_cell(bytes, rows, rows.row(position)[column]);
    }
    const auto size = static_cast<std::uint32_t>(bytes.size() - head - sizeof(std::uint32_t));
    std::memcpy(bytes.data() + head, &size, sizeof size);
    if (bytes.size() >= k_write_bytes) {
      write(bytes);
      bytes.clear();
    }
  }
  write(bytes);
  m_runs.push_back({begin, m_size});
}

// Keeps what is left of the buffer and reads on behind it: at least the whole of one row.
void RowRuns::refill(Run& run)
{
  run.buffer.erase(0, run.here);
  run.here = 0;
  std::size_t wanted = m_buffer_bytes;
  for (;;) {
    const std::size_t before = run.buffer.size();
    const auto size =
      static_cast<std::size_t>(std::min<off_t>(static_cast<off_t>(wanted), run.end - run.at));
    run.buffer.resize(before + size);
    for (std::size_t done = 0; done < size;) {
      const ssize_t got =
        ::pread(m_file.get(), run.buffer.data() + before + done, size - done, run.at);
      if (got <= 0) {
        throw util::MachineError(util::system_error("/var/tmp", got < 0 ? errno : EIO));
      }
      done += static_cast<std::size_t>(got);
      run.at += got;
    }
    std::uint32_t row = 0;
    std::memcpy(&row, run.buffer.data(), sizeof row);
    if (run.buffer.size() >= sizeof row + row) {
      return;
    }
    wanted = sizeof row + row - run.buffer.size();
  }
}

bool RowRuns::advance(Run& run)
{
  run.here = run.after;
  std::uint32_t size = 0;
  const auto left = [&run] { return run.buffer.size() - run.here; };
  if (left() == 0 && run.at == run.end) {
    run.buffer = {};
    return false;
  }
  if (left() >= sizeof size) {
    std::memcpy(&size, run.buffer.data() + run.here, sizeof size);
  }
  if (left() < sizeof size || left() < sizeof size + size) {
    refill(run);
    std::memcpy(&size, run.buffer.data() + run.here, sizeof size);
  }
  run.after = run.here + sizeof size + size;
  const char* at = run.buffer.data() + run.here + sizeof size;
  run.key = {std::get<std::int64_t>(take_cell(at))};
  if (m_key_size > 1) {
    const Cell second = take_cell(at);
    if (const auto* text = std::get_if<std::string_view>(&second)) {
      run.key.second_text = *text;
    } else {
      run.key.second_number = std::get<std::int64_t>(second);
    }
  }
  return true;
}

void RowRuns::begin_merge()
{
  m_merging = true;
  m_buffer_bytes = std::clamp(k_merge_memory / m_runs.size(), k_least_buffer, k_most_buffer);
  for (std::uint32_t i = 0; i < m_runs.size(); ++i) {
    if (advance(m_runs[i])) {
      m_heap.push_back(i);
    }
  }
  std::ranges::make_heap(m_heap, std::greater(),
                         [this](std::uint32_t run) { return m_runs[run].key; });
}

void RowRuns::copy_row(const Run& run, RowBlock& into) const
{
  const char* at = run.buffer.data() + run.here + sizeof(std::uint32_t);
  into.begin_row(run.key.number);
  for (std::size_t column = 0; column < m_width; ++column) {
    into.add_cell(take_cell(at));
  }
}

bool RowRuns::next(RowBlock& into, std::size_t bytes)
{
  if (!m_merging) {
    begin_merge();
  }
  const auto key = [this](std::uint32_t i) { return m_runs[i].key; };
  while (!m_heap.empty() && into.bytes() < bytes) {
    Run& run = m_runs[m_heap.front()];
    copy_row(run, into);
    std::ranges::pop_heap(m_heap, std::greater(), key);
    if (advance(run)) {
      std::ranges::push_heap(m_heap, std::greater(), key);
    } else {
      m_heap.pop_back();
    }
  }
  return into.size() > 0;
}

void RowRuns::clear()
{
  m_file = {};
  m_size = 0;
  m_runs.clear();
  m_heap.clear();
  m_merging = false;
}

} // namespace myatlas::store::sqlite
