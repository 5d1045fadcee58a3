#include "store/sqlite/cells.hpp"

#include <sqlite3.h>

namespace myatlas::store::sqlite {

void bind_lent(sqlite3_stmt* statement, int position, const Cell& value)
{
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    sqlite3_bind_int64(statement, position, *number);
  } else if (const auto* text = std::get_if<std::string_view>(&value)) {
    const char* bytes = text->empty() ? "" : text->data(); // an empty view may point nowhere
    sqlite3_bind_text(statement, position, bytes, static_cast<int>(text->size()), SQLITE_STATIC);
  } else {
    sqlite3_bind_null(statement, position);
  }
}

Cell lent_cell(sqlite3_stmt* statement, int column)
{
  switch (sqlite3_column_type(statement, column)) {
  case SQLITE_INTEGER:
    return sqlite3_column_int64(statement, column);
  case SQLITE_NULL:
    return {};
  default:
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
    return std::string_view(text,
                            static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
  }
}

} // namespace myatlas::store::sqlite
