#include "store/sqlite/bulk.hpp"

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

class Upsert final : public BulkWriter
{
public:
  Upsert(sqlite3* handle, std::filesystem::path path, const BulkTable& table) : m_handle(handle), m_path(std::move(path)), m_table(table.table)
  {
    const std::string sql = upsert(table);
    require(sqlite3_prepare_v3(handle, sql.c_str(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &m_statement,
                               nullptr), handle, m_path);
    sqlite3_update_hook(handle, count, this);
  }

  ~Upsert() override
  {
    sqlite3_update_hook(m_handle, nullptr, nullptr);
    sqlite3_finalize(m_statement);
  }
  Upsert(const Upsert&) = delete;
  Upsert& operator=(const Upsert&) = delete;

  void put(Cells row) override
  {
    for (std::size_t i = 0; i < row.size(); ++i) {
      bind(static_cast<int>(i) + 1, row[i]);
    }
    const int result = sqlite3_step(m_statement);
    sqlite3_reset(m_statement);
    require(result, m_handle, m_path);
    ++m_rows;
  }

  BulkCounts counts() const override { return {m_inserted, m_updated, m_rows - m_inserted - m_updated}; }

private:
  static void count(void* self, int operation, const char*, const char* table, sqlite3_int64)
  {
    auto& counts = *static_cast<Upsert*>(self);
    if (counts.m_table != table) {
      return;
    }
    ++(operation == SQLITE_INSERT ? counts.m_inserted : counts.m_updated);
  }

  void bind(int position, const Cell& value)
  {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      sqlite3_bind_int64(m_statement, position, *number);
    } else if (const auto* text = std::get_if<std::string_view>(&value)) {
      sqlite3_bind_text(m_statement, position, text->data() == nullptr ? "" : text->data(), static_cast<int>(text->size()),
                        SQLITE_STATIC);
    } else {
      sqlite3_bind_null(m_statement, position);
    }
  }

  sqlite3* m_handle;
  std::filesystem::path m_path;
  std::string m_table;
  sqlite3_stmt* m_statement = nullptr;
  std::int64_t m_rows = 0, m_inserted = 0, m_updated = 0;
};

} // namespace

std::unique_ptr<BulkWriter> make_bulk_writer(sqlite3* handle, const std::filesystem::path& path, const BulkTable& table)
{
  return std::make_unique<Upsert>(handle, path, table);
}

} // namespace myatlas::store::sqlite
