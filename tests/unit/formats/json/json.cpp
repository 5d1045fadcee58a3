#include <doctest/doctest.h>

#include "formats/json/json.hpp"

using namespace myatlas;
using namespace myatlas::formats;

TEST_CASE("JSON is read with guards")
{
  CHECK(parse_json(std::string_view("{}\0\xEE", 4)).error().code == "json.syntax");
  CHECK(parse_json(R"({"a": 1, "a": 2})").error().code == "json.twice");
  CHECK(parse_json(std::string(100'000, '[')).error().code == "json.deep");
  CHECK(parse_json("{\n\n,}").error().where.line == 3);
  std::string many;
  for (int i = 0; i < 257; ++i) {
    many += (i == 0 ? "{\"" : ",\"") + std::to_string(i) + "\":1";
  }
  CHECK(parse_json(many + "}").error().code == "json.members");
  CHECK(json_text(Json("\x7F\xC2\x9B\xE2\x80\xAE\xC3\xA9")) == "\"\\u007f\\u009b\\u202e\xC3\xA9\"");
  CHECK(parse_json(std::string(k_most_json_bytes + 1, ' ')).error().code == "json.large");
  CHECK(parse_json(R"({"a": {"b": 1}, "c": {"b": 2}})"));
}
