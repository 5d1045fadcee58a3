#include "store/postgres/transfer.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace myatlas::store::postgres {

namespace {

std::string select_all(const TableColumns& table)
{
  return fmt::format("select {} from {}", fmt::join(table.columns, ", "), table.table);
}

std::string insert_one(const TableColumns& table)
{
  std::vector<std::string> places;
  for (std::size_t i = 1; i <= table.columns.size(); ++i) {
    places.push_back(fmt::format("${}", i));
  }
  return fmt::format("insert into {} ({}) values ({})", table.table, fmt::join(table.columns, ", "),
                     fmt::join(places, ", "));
}

} // namespace

std::vector<TableColumns> tables_of_file(Engine& file)
{
  std::vector<TableColumns> tables;
  for (const Row& row :
       file.query("select s.name, c.name from sqlite_schema s join pragma_table_info(s.name) c "
                  "where s.type = 'table' "
                  "and s.name not in ('backup_document', 'backup_fact') order by s.name, c.cid")) {
    if (tables.empty() || tables.back().table != row.text(0)) {
      tables.push_back({row.text(0), {}});
    }
    tables.back().columns.push_back(row.text(1));
  }
  return tables;
}

void copy_to_file(Engine& server, Engine& file, const std::vector<TableColumns>& tables)
{
  file.run_script("pragma defer_foreign_keys = on");
  for (const TableColumns& table : tables) {
    const std::string insert = insert_one(table);
    server.each_row(select_all(table), Cells{}, [&](Cells row) {
      file.execute(insert, row);
      return true;
    });
  }
}

void copy_to_server(Engine& file, Engine& server, const std::vector<TableColumns>& tables)
{
  for (const TableColumns& table : tables) {
    const std::vector<std::string_view> columns(table.columns.begin(), table.columns.end());
    const auto rows = server.bulk(
      {.table = table.table, .columns = columns, .rows = BulkTable::Rows::fresh}, BulkMode::write);
    file.each_row(select_all(table), Cells{}, [&](Cells row) {
      rows->put(row);
      return true;
    });
    rows->settle();
  }
}

} // namespace myatlas::store::postgres
