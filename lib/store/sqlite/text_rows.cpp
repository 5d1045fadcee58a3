#include "store/sqlite/text_rows.hpp"

#include <memory>
#include <new>

#include <sqlite3.h>

#include "store/sqlite/errors.hpp"

namespace myatlas::store::sqlite {

void each_text_row(sqlite3* handle, const std::filesystem::path& path, const std::string& sql,
                   const std::function<void(std::vector<std::string>)>& each)
{
  sqlite3_stmt* made = nullptr;
  require(sqlite3_prepare_v2(handle, sql.c_str(), -1, &made, nullptr), handle, path);
  const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> statement(made,
                                                                             sqlite3_finalize);
  int result = sqlite3_step(made);
  for (; result == SQLITE_ROW; result = sqlite3_step(made)) {
    std::vector<std::string> row;
    for (int i = 0; i < sqlite3_column_count(made); ++i) {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(made, i));
      if (text == nullptr && sqlite3_errcode(handle) == SQLITE_NOMEM) {
        throw std::bad_alloc();
      }
      row.emplace_back(text == nullptr ? "" : text);
    }
    each(std::move(row));
  }
  require(result, handle, path);
}

} // namespace myatlas::store::sqlite
