#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "formats/tables/column_spec.hpp"
#include "util/result.hpp"

namespace myatlas::formats {

// A cell as it is kept: nothing, a number as its column's type has it (cents, hundredths, a
// SIRET…), or text.
using TableCell = std::variant<std::monostate, std::int64_t, std::string_view>;

// Takes finished bytes; false when they cannot be written.
using ByteSink = std::function<bool(std::string_view)>;

// Writes the rows of a kind of file, one after the other, in a form that import takes back. Memory
// does not grow with the rows.
class TableWriter
{
public:
  virtual ~TableWriter() = default;
  virtual bool row(std::span<const TableCell> cells) = 0; // false: what was written cannot be taken
  virtual bool end() = 0;
};

// usage.choice (name, option, endings) of a file that is to hold a table and is called as none.
util::Outcome check_table_name(const std::filesystem::path& file, const char* option);

// `columns` are those of the file, in their order.
std::unique_ptr<TableWriter> make_csv_writer(std::vector<ColumnSpec> columns, ByteSink sink);
std::unique_ptr<TableWriter> make_json_lines_writer(std::vector<ColumnSpec> columns, ByteSink sink);

} // namespace myatlas::formats
