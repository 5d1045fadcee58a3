#include "gateway/object_store.hpp"

#include <doctest/doctest.h>

using namespace myatlas;

namespace {

gateway::ObjectPlace place_at(const std::string& endpoint)
{
  return {.endpoint = endpoint, .bucket = "documents", .prefix = "", .signing = {}, .ca_file = ""};
}

} // namespace

TEST_CASE("a file of a key has its id and the key, a line each")
{
  const auto signing =
    gateway::parse_signing("test:tester\r\n\n  s3cret/+= \n", "key", "eu-west-3");
  REQUIRE(signing);
  CHECK(signing->id.reveal() == "test:tester");
  CHECK(signing->key.reveal() == "s3cret/+=");
  CHECK(signing->region == "eu-west-3");
}

TEST_CASE("what has another number of lines is no file of a key, and is not told")
{
  for (const char* text : {"", "\n", "s3cret", "id\ns3cret\nmore\n"}) {
    const auto signing = gateway::parse_signing(text, "/etc/key", "eu-west-3");
    REQUIRE_FALSE(signing);
    CHECK(signing.error().code == "objects.keys");
    CHECK(signing.error().args == std::vector<std::string>{"/etc/key"});
  }
}

TEST_CASE("an object store is reached by https, or by http on this machine")
{
  for (const char* url :
       {"http://s3.example", "ftp://s3.example", "https://id:key@s3.example", ""}) {
    CAPTURE(url);
    const auto store = gateway::ObjectStore::open(place_at(url));
    REQUIRE_FALSE(store);
    CHECK(store.error().code == "network.url");
  }
  CHECK(gateway::ObjectStore::open(place_at("http://localhost:1/")));
}
