#include <doctest/doctest.h>

#include "store/postgres/errors.hpp"

using namespace myatlas;
using namespace myatlas::store::postgres;

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
