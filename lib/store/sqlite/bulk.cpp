#include "store/sqlite/bulk.hpp"

#include <algorithm>
#include <future>
#include <utility>

#include <fmt/format.h>
#include <sqlite3.h>

#include "store/sqlite/errors.hpp"

namespace myatlas::store::sqlite {

namespace {

std::string joined(const std::vector<std::string>& parts, const char* between)
{
  return fmt::format("{}", fmt::join(parts, between));
}

// insert … on conflict do update … where a column differs: a row that says nothing new touches no page.
std::string upsert(const BulkTable& table)
{
  std::vector<std::string> places, changes, differences;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const std::string_view column = table.columns[i];
    places.push_back(fmt::format("?{}", i + 1));
    if (column != table.key) {
      changes.push_back(fmt::format("{0} = excluded.{0}", column));
      differences.push_back(fmt::format("{1}.{0} is not excluded.{0}", column, table.table));
    }
  }
  const std::string action = changes.empty() ? "nothing" : fmt::format("update set {} where {}", joined(changes, ", "),
                                                                       joined(differences, " or "));
  return fmt::format("insert into {} ({}) values ({}) on conflict ({}) do {}", table.table,
                     fmt::join(table.columns, ", "), joined(places, ", "), table.key, action);
}

// Rows on their way, copied out of the caller's buffers: one block of bytes and one list of cells, used again and again.
class RowBlock
{
public:
  void add(Cells row)
  {
    m_keys.emplace_back(std::get<std::int64_t>(row[0]), m_cells.size());
    for (const Cell& cell : row) {
      m_cells.push_back(kept(cell));
    }
  }
  bool full() const { return m_bytes.size() >= k_block_bytes; }
  bool empty() const { return m_keys.empty(); }
  void clear()
  {
    m_keys.clear();
    m_cells.clear();
    m_bytes.clear();
  }

  // Calls `write` with the first cell of each row, by rising key: neighbours in the table are written together, and a page
  // is touched once or twice instead of once a row. Rows of one key keep their order.
  template <typename Write>
  void each_in_order(Write write)
  {
    std::ranges::stable_sort(m_keys, {}, &Key::first);
    for (const Key& key : m_keys) {
      write(&m_cells[key.second]);
    }
  }

  struct KeptCell
  {
    enum class Kind : std::uint8_t { null, number, text };
    std::int64_t number = 0; // the value, or where the text begins
    std::uint32_t size = 0;
    Kind kind = Kind::null;
  };
  const char* text(const KeptCell& cell) const { return m_bytes.data() + cell.number; }

private:
  using Key = std::pair<std::int64_t, std::size_t>;
  static constexpr std::size_t k_block_bytes = 8U * 1024 * 1024;

  KeptCell kept(const Cell& cell)
  {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) {
      return {*number, 0, KeptCell::Kind::number};
    }
    if (const auto* text = std::get_if<std::string_view>(&cell)) {
      const auto begin = static_cast<std::int64_t>(m_bytes.size());
      m_bytes += *text;
      return {begin, static_cast<std::uint32_t>(text->size()), KeptCell::Kind::text};
    }
    return {};
  }

  std::vector<Key> m_keys;
  std::vector<KeptCell> m_cells;
  std::string m_bytes;
};

class Upsert final : public BulkWriter
{
public:
  Upsert(sqlite3* handle, std::filesystem::path path, const BulkTable& table)
    : m_handle(handle), m_path(std::move(path)), m_table(table.table), m_width(table.columns.size())
  {
    const std::string sql = upsert(table);
    require(sqlite3_prepare_v3(handle, sql.c_str(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &m_statement,
                               nullptr), handle, m_path);
    sqlite3_update_hook(handle, count, this);
  }

  ~Upsert() override
  {
    if (m_running.valid()) {
      m_running.wait();
    }
    sqlite3_update_hook(m_handle, nullptr, nullptr);
    sqlite3_finalize(m_statement);
  }
  Upsert(const Upsert&) = delete;
  Upsert& operator=(const Upsert&) = delete;

  void put(Cells row) override
  {
    m_filling.add(row);
    ++m_rows;
    if (m_filling.full()) {
      write_behind();
    }
  }

  BulkCounts counts() override
  {
    finish();
    return {m_inserted, m_updated, m_rows - m_inserted - m_updated};
  }

private:
  static void count(void* self, int operation, const char*, const char* table, sqlite3_int64)
  {
    auto& counts = *static_cast<Upsert*>(self);
    if (counts.m_table != table) {
      return;
    }
    ++(operation == SQLITE_INSERT ? counts.m_inserted : counts.m_updated);
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
    std::swap(m_filling, m_writing);
    m_running = std::async(std::launch::async, [this] { write(); });
  }

  void finish()
  {
    wait();
    if (!m_filling.empty()) {
      std::swap(m_filling, m_writing);
      write();
    }
  }

  void write()
  {
    m_writing.each_in_order([this](const RowBlock::KeptCell* row) {
      for (std::size_t i = 0; i < m_width; ++i) {
        bind(static_cast<int>(i) + 1, row[i]);
      }
      const int result = sqlite3_step(m_statement);
      sqlite3_reset(m_statement);
      require(result, m_handle, m_path);
    });
    m_writing.clear();
  }

  void bind(int position, const RowBlock::KeptCell& cell)
  {
    switch (cell.kind) {
    case RowBlock::KeptCell::Kind::null:
      sqlite3_bind_null(m_statement, position);
      break;
    case RowBlock::KeptCell::Kind::number:
      sqlite3_bind_int64(m_statement, position, cell.number);
      break;
    case RowBlock::KeptCell::Kind::text:
      sqlite3_bind_text(m_statement, position, m_writing.text(cell), static_cast<int>(cell.size), SQLITE_STATIC);
      break;
    }
  }

  sqlite3* m_handle;
  std::filesystem::path m_path;
  std::string m_table;
  std::size_t m_width;
  sqlite3_stmt* m_statement = nullptr;
  std::int64_t m_rows = 0, m_inserted = 0, m_updated = 0;
  RowBlock m_filling, m_writing;
  std::future<void> m_running;
};

} // namespace

std::unique_ptr<BulkWriter> make_bulk_writer(sqlite3* handle, const std::filesystem::path& path, const BulkTable& table)
{
  return std::make_unique<Upsert>(handle, path, table);
}

} // namespace myatlas::store::sqlite
