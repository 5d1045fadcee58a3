#pragma once

#include <string>
#include <string_view>

namespace myatlas::store::sqlite {

// A migration of the common subset as SQLite's strict tables have it: bigint is integer, tables end
// with "strict".
std::string to_sqlite(std::string_view sql);

// How an object of a schema was made, whichever version of SQLite wrote it down: without the quotes
// it puts around a plain name and with one blank where there are several.
std::string plain_text(std::string_view sql);

} // namespace myatlas::store::sqlite
