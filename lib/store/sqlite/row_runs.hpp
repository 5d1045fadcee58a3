#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/sqlite/row_block.hpp"
#include "util/file.hpp"

namespace myatlas::store::sqlite {

// Rows too many for memory, put in the order of their key: sorted runs go into a file without a
// name and are read back side by side. Failures of that file are thrown as util::MachineError.
class RowRuns
{
public:
  RowRuns(std::size_t width, std::size_t key_size) : m_width(width), m_key_size(key_size) {}

  bool empty() const { return m_runs.empty(); }
  void add(RowBlock& rows); // sorts them

  // After the last add: fills `into` with the next rows up to about `bytes`; false when there are
  // none.
  bool next(RowBlock& into, std::size_t bytes);
  void clear();

private:
  // A part of the file, and the row it has come to.
  struct Run
  {
    off_t at = 0, end = 0; // what is not yet read
    std::string buffer = {};
    std::size_t here = 0, after = 0; // the row in the buffer
    RowKey key = {};
  };

  void write(std::string_view bytes);
  bool advance(Run& run); // to its next row; false at its end
  void refill(Run& run);
  void begin_merge();
  void copy_row(const Run& run, RowBlock& into) const;

  std::size_t m_width, m_key_size;
  util::FileHandle m_file;
  off_t m_size = 0;
  std::vector<Run> m_runs;
  std::size_t m_buffer_bytes = 0;
  std::vector<std::uint32_t> m_heap; // of runs; the one whose row comes first on top
  bool m_merging = false;
};

} // namespace myatlas::store::sqlite
