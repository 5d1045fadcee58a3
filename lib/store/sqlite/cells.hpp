#pragma once

#include "store/engine.hpp"

struct sqlite3_stmt;

// Values that go to SQLite and come from it without a copy.
namespace myatlas::store::sqlite {

// The text must outlive the statement's run.
void bind_lent(sqlite3_stmt* statement, int position, const Cell& value);

// The value lasts until the next step.
Cell lent_cell(sqlite3_stmt* statement, int column);

} // namespace myatlas::store::sqlite
