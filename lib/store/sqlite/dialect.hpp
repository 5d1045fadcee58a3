#pragma once

#include <string>
#include <string_view>

namespace myatlas::store::sqlite {

// A migration of the common subset as SQLite's strict tables have it: bigint is integer, tables end with "strict".
std::string to_sqlite(std::string_view sql);

} // namespace myatlas::store::sqlite
