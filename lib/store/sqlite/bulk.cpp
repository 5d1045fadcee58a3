#include "store/sqlite/bulk.hpp"

#include <utility>

#include "store/sqlite/block_writer.hpp"
#include "store/sqlite/row_runs.hpp"

namespace myatlas::store::sqlite {

namespace {

constexpr std::size_t k_fill_bytes = 2U * 1024 * 1024; // stays in the processor's cache on its way
// Rows for a table that has some go in by their key, all of them in one sweep: every page of the
// index is then read and written once however long the file is. More than a run of them waits in a
// file (tests/bench).
constexpr std::size_t k_run_bytes = 16U * 1024 * 1024, k_merge_bytes = 4U * 1024 * 1024;
constexpr std::size_t k_fresh_bytes = 2U * 1024 * 1024; // several tables are filled at once

class Bulk final : public BulkWriter
{
public:
  Bulk(sqlite3* handle, std::filesystem::path path, const BulkTable& table, BulkMode mode,
       BulkLane& lane)
    : m_lane(lane), m_writer(handle, std::move(path), table, lane), m_mode(mode),
      m_fresh(table.rows == BulkTable::Rows::fresh), m_runs(table.columns.size(), table.key_size)
  {
  }

  ~Bulk() override { m_lane.end_quietly(); }
  Bulk(const Bulk&) = delete;
  Bulk& operator=(const Bulk&) = delete;

  bool only_counts() const override { return m_begun && m_counting; }
  void rest() override { m_lane.wait(); }

  void put(Cells row) override
  {
    if (!std::exchange(m_begun, true)) {
      begin();
    }
    ++m_rows;
    if (m_counting) {
      return;
    }
    m_next.add(row);
    if (m_next.bytes() >= block_bytes()) {
      hand_over();
    }
  }

  BulkCounts settle() override
  {
    if (!m_runs.empty()) {
      hand_over();
      merge();
    }
    m_lane.wait();
    if (m_next.size() > 0) {
      m_writer.write(m_next);
      m_next.clear();
    }
    m_writer.end();
    m_begun = false;
    const std::int64_t inserted = m_counting ? m_rows : m_writer.inserted();
    return {inserted, m_writer.updated(), m_rows - inserted - m_writer.updated()};
  }

private:
  // A trial on an empty table need not touch it: all is new.
  void begin()
  {
    m_lane.wait();
    m_counting = m_mode == BulkMode::trial && m_writer.table_is_empty();
    if (!m_counting) {
      m_writer.begin();
    }
  }

  std::size_t block_bytes() const
  {
    const std::size_t of_filled = m_fresh ? k_fresh_bytes : k_run_bytes;
    return m_writer.is_filling() && !m_fresh ? k_fill_bytes : of_filled;
  }

  // The block goes its way on another thread while the caller reads on: to SQLite, or to the runs
  // first.
  void hand_over()
  {
    m_lane.wait();
    std::swap(m_next, m_now);
    m_lane.begin(
      [this, to_runs = goes_to_runs()] { write_now(to_runs ? Into::runs : Into::table); });
  }

  enum class Into
  {
    runs,
    table,
  };

  bool goes_to_runs() const { return !m_writer.is_filling() && !m_fresh && !m_merging; }

  void write_now(Into into)
  {
    if (into == Into::runs) {
      m_runs.add(m_now);
    } else {
      m_writer.write(m_now);
    }
    m_now.clear();
  }

  // All runs, in the order of the key.
  void merge()
  {
    m_lane.wait();
    m_next = {};
    m_now = {};
    m_merging = true;
    while (m_runs.next(m_next, k_merge_bytes)) {
      hand_over();
    }
    m_lane.wait();
    m_merging = false;
    m_runs.clear();
  }

  BulkLane& m_lane;
  BlockWriter m_writer;
  BulkMode m_mode;
  bool m_fresh;
  bool m_begun = false, m_counting = false;
  RowBlock m_next, m_now; // being filled, being written
  RowRuns m_runs;
  bool m_merging = false;
  std::int64_t m_rows = 0;
};

} // namespace

std::unique_ptr<BulkWriter> make_bulk_writer(sqlite3* handle, const std::filesystem::path& path,
                                             const BulkTable& table, BulkMode mode, BulkLane& lane)
{
  return std::make_unique<Bulk>(handle, path, table, mode, lane);
}

} // namespace myatlas::store::sqlite
