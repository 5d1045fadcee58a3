#include "store/sqlite/bulk.hpp"

#include <future>
#include <utility>

#include "store/sqlite/block_writer.hpp"

namespace myatlas::store::sqlite {

namespace {

constexpr std::size_t k_fill_bytes = 2U * 1024 * 1024;  // stays in the processor's cache on its way
// Merged rows are not read ahead: the longer the run, the fewer times a page of the index is written.
constexpr std::size_t k_merge_bytes = 64U * 1024 * 1024;

class Bulk final : public BulkWriter
{
public:
  Bulk(sqlite3* handle, std::filesystem::path path, const BulkTable& table, BulkMode mode)
    : m_writer(handle, std::move(path), table), m_mode(mode)
  {
  }

  ~Bulk() override
  {
    if (m_running.valid()) {
      m_running.wait();
    }
  }
  Bulk(const Bulk&) = delete;
  Bulk& operator=(const Bulk&) = delete;

  bool only_counts() const override { return m_begun && m_counting; }
  void rest() override { wait(); }

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
    if (m_writer.is_filling() && m_next.bytes() >= k_fill_bytes) {
      write_behind();
    } else if (m_next.bytes() >= k_merge_bytes) {
      m_writer.write(m_next);
      m_next.clear();
    }
  }

  BulkCounts settle() override
  {
    wait();
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
    m_counting = m_mode == BulkMode::trial && m_writer.table_is_empty();
    if (!m_counting) {
      m_writer.begin();
    }
  }

  // Waits for the block before; what it threw is thrown here.
  void wait()
  {
    if (m_running.valid()) {
      m_running.get();
    }
  }

  // The block goes to SQLite on another thread while the caller reads on.
  void write_behind()
  {
    wait();
    std::swap(m_next, m_now);
    m_running = std::async(std::launch::async, [this] {
      m_writer.write(m_now);
      m_now.clear();
    });
  }

  BlockWriter m_writer;
  BulkMode m_mode;
  bool m_begun = false, m_counting = false;
  RowBlock m_next, m_now; // being filled, being written
  std::int64_t m_rows = 0;
  std::future<void> m_running;
};

} // namespace

std::unique_ptr<BulkWriter> make_bulk_writer(sqlite3* handle, const std::filesystem::path& path, const BulkTable& table,
                                             BulkMode mode)
{
  return std::make_unique<Bulk>(handle, path, table, mode);
}

} // namespace myatlas::store::sqlite
