#pragma once

#include <string>
#include <string_view>

namespace myatlas::store::postgres {

// A migration of the common subset as PostgreSQL has it: texts are compared byte by byte, whatever
// the database's language, and references may wait for the end of a transaction that loads a whole
// file.
std::string to_postgres(std::string_view sql);

// A statement of the store: what SQLite alone calls so (group_concat, until its version 3.44 has
// string_agg).
std::string statement_for_postgres(std::string_view sql);

} // namespace myatlas::store::postgres
