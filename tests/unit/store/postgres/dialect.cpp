// What of the second engine needs no server.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "store/postgres/dialect.hpp"

using namespace myatlas;
using namespace myatlas::store::postgres;

TEST_CASE("a migration compares texts byte by byte, and lets references wait")
{
  const std::string made = to_postgres("-- a text of it\n"
                                       "create table t (\n"
                                       "  a text not null primary key,\n"
                                       "  text_of bigint,\n"
                                       "  b text,\n"
                                       "  c text references u (id)\n"
                                       ");\n"
                                       "alter table t add column d text;\n"
                                       "insert into t select a_text from u;\n");
  CHECK(made.find("-- a text of it\n") != made.npos);
  CHECK(made.find("  a text collate \"C\" not null primary key,\n") != made.npos);
  CHECK(made.find("  text_of bigint,\n") != made.npos);
  CHECK(made.find("  b text collate \"C\",\n") != made.npos);
  CHECK(made.find("  c text collate \"C\" references u (id) deferrable\n") != made.npos);
  CHECK(made.find("add column d text collate \"C\";\n") != made.npos);
  CHECK(made.find("insert into t select a_text from u;\n") != made.npos);
}

TEST_CASE("a statement is spelled as PostgreSQL has it")
{
  CHECK(statement_for_postgres("select (select group_concat(t.name, ' | ') from t), a") ==
        "select (select string_agg(t.name, ' | ') from t), a");
}
