#include <doctest/doctest.h>

#include "store/sqlite/dialect.hpp"

using namespace myatlas;
using namespace myatlas::store;

TEST_CASE("a schema is spelled alike whichever SQLite wrote it down")
{
  CHECK(sqlite::plain_text("CREATE TABLE \"t\" (\n  a integer,\n  b   text)") ==
        "CREATE TABLE t ( a integer, b text)");
  CHECK(sqlite::plain_text("create table t (\"a integer, b\" text)") ==
        "create table t (\"a integer, b\" text)"); // one column, not two
  CHECK(sqlite::plain_text("x \"unfinished") == "x \"unfinished");
}
