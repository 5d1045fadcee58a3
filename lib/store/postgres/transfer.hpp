#pragma once

#include <string>
#include <vector>

#include "store/engine.hpp"

// The rows of a store on their way between a file and a server: the tables are the same in both.
namespace myatlas::store::postgres {

struct TableColumns
{
  std::string table;
  std::vector<std::string> columns;
};

// Of a store's file or a backup, without what only backups have.
std::vector<TableColumns> tables_of_file(Engine& file);

// In the transactions that are open: what rows refer to is looked at when that of the receiver
// ends.
void copy_to_file(Engine& server, Engine& file, const std::vector<TableColumns>& tables);
void copy_to_server(Engine& file, Engine& server, const std::vector<TableColumns>& tables);

} // namespace myatlas::store::postgres
