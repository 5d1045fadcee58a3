// What of the second engine needs no server.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "store/postgres/dialect.hpp"
#include "store/postgres/errors.hpp"
#include "store/postgres/url.hpp"

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

TEST_CASE("what a server refuses has one meaning")
{
  CHECK(code_of_state("55P03") == std::string("store.locked"));
  CHECK(code_of_state("53100") == std::string("disk.full"));
  CHECK(code_of_state("53300") == std::string("store.server_busy"));
  CHECK(code_of_state("57014") == std::string("store.server_timeout"));
  CHECK(code_of_state("57P01") == std::string("store.connection"));
  CHECK(code_of_state("57P03") == std::string("store.server_busy"));
  CHECK(code_of_state("25006") == std::string("store.replica"));
  CHECK(code_of_state("22021") == std::string("store.text"));
  CHECK(code_of_state("28P01") == std::string("store.not_let_in"));
  CHECK(code_of_state("XX001") == std::string("store.corrupt"));
  CHECK(code_of_state("42601") == std::string("store.engine"));
  CHECK(state_in("connection to server failed: FATAL:  28P01: password authentication failed for "
                 "user \"anne\"\n") == "28P01");
  CHECK(state_in("connection to server failed: FATAL:  no such thing\n").empty());
}

TEST_CASE("a server is new enough and keeps every letter")
{
  CHECK(check_server(150'018, "UTF8", "db"));
  CHECK(check_server(140'011, "UTF8", "db").error().code == "store.server_old");
  CHECK(check_server(140'011, "UTF8", "db").error().args[1] == "14.11");
  CHECK(check_server(170'002, "LATIN1", "db").error().code == "store.encoding");
}

TEST_CASE("the server says what became of a commit")
{
  CHECK(outcome_of_commit("committed", "db"));
  CHECK(outcome_of_commit("aborted", "db").error().code == "store.not_done");
  CHECK(outcome_of_commit("", "db").error().code == "store.fate_unknown"); // too long ago
  CHECK(outcome_of_commit("in progress", "db").error().code == "store.fate_unknown");
}

TEST_CASE("a URL of a database is told from a path")
{
  CHECK(is_url("postgresql://anne@db.example/atlas"));
  CHECK(is_url("postgres:///atlas"));
  CHECK_FALSE(is_url("https://db.example/atlas"));
  CHECK_FALSE(is_url("/var/lib/myatlas/myatlas.db"));
}

TEST_CASE("a URL says what it says, and a password in it is refused without being shown")
{
  const auto library = load_libpq();
  if (!library) {
    MESSAGE("skipped: ", library.error().code); // store.no_libpq
    return;
  }
  const auto secret = target_of(**library, "postgresql://anne:s3cret@db.example/atlas");
  REQUIRE_FALSE(secret);
  CHECK(secret.error().code == "store.url_password");
  CHECK(secret.error().args[0] == "postgresql://anne@db.example/atlas");
  CHECK(target_of(**library, "postgresql://db.example/atlas?password=s3cret").error().args[0] ==
        "postgresql://db.example/atlas");
  CHECK(target_of(**library, "postgresql://db.example/atlas?sslpassword=s3cret").error().code ==
        "store.url_password");
  CHECK(target_of(**library, "postgresql://db.example/atlas?sslmode").error().code ==
        "store.url_form");
  const auto plain = target_of(**library, "postgresql://a,b/atlas?connect_timeout=9");
  REQUIRE(plain);
  const auto said = [&](const std::string& keyword) {
    const auto at = std::ranges::find(plain->keywords, keyword) - plain->keywords.begin();
    return at < std::ssize(plain->keywords) ? plain->values[static_cast<std::size_t>(at)]
                                            : std::string("nothing");
  };
  CHECK(said("sslmode") == "verify-full");
  CHECK(said("target_session_attrs") == "read-write");
  CHECK(said("connect_timeout") == "nothing"); // the URL's own
  CHECK(said("dbname") == "postgresql://a,b/atlas?connect_timeout=9");
}
