#include "formats/json/shape.hpp"

#include <doctest/doctest.h>

using namespace myatlas;

namespace {

struct Part
{
  std::string title, hours;
};

struct Whole
{
  std::string name, day, kind;
  bool draft = false;
  std::vector<std::string> tags;
  std::vector<Part> parts;
  Part flat_part;
};

util::Result<int> parse_kind(std::string_view text)
{
  return text == "one" ? util::Result<int>(1)
                       : util::Result<int>(util::Error{"kind", {std::string(text), "one, two"}});
}

std::string told(const util::Result<Whole>& read)
{
  std::string text;
  for (const util::Error& error : read.errors()) {
    text += error.where.column + " " + error.code + "; ";
  }
  return text;
}

} // namespace

template <>
struct formats::Shape<Part>
{
  static constexpr std::tuple k_members = {member("title", &Part::title),
                                           member("hours", &Part::hours, Says::figure)};
};

template <>
struct formats::Shape<Whole>
{
  static constexpr std::tuple k_members = {required("name", &Whole::name),
                                           member("day", &Whole::day, Says::day),
                                           word<parse_kind>("kind", &Whole::kind),
                                           member("draft", &Whole::draft),
                                           member("tags", &Whole::tags),
                                           member("parts", &Whole::parts),
                                           flat(&Whole::flat_part)};
};

TEST_CASE("a form comes back as it was written")
{
  Whole whole;
  whole.name = "x";
  whole.draft = true;
  whole.tags = {"a", "b"};
  whole.parts = {{"one", "7"}, {"two", ""}};
  whole.flat_part.title = "t";
  const formats::Json json = formats::shape_json(whole);
  CHECK(json.dump() == R"({"name":"x","draft":true,"tags":["a","b"],)"
                       R"("parts":[{"title":"one","hours":"7"},{"title":"two"}],"title":"t"})");
  const auto read = formats::read_shape<Whole>(json);
  REQUIRE(read);
  CHECK(formats::shape_json(*read) == json);
}

TEST_CASE("a number stands for a text, and null for nothing")
{
  const auto read =
    formats::read_shape<Whole>(formats::Json::parse(R"({"name":"x","hours":7.5,"day":null})"));
  REQUIRE(read);
  CHECK(read->flat_part.hours == "7.5");
  CHECK(read->day.empty());
}

TEST_CASE("all that is wrong with an object is told at its place")
{
  CHECK(told(formats::read_shape<Whole>(formats::Json::parse(
          R"({"draft":"yes","tags":"a","parts":[{"titel":"x"}],"what":1})"))) ==
        "name field.required; draft json.member_type; tags json.member_type; "
        "parts[0].titel json.member_misspelt; what json.member_unknown; ");
}

TEST_CASE("the schema follows from the description")
{
  const formats::Json schema = formats::shape_schema<Whole>();
  CHECK(schema["required"] == formats::Json::array({"name"}));
  CHECK(schema["properties"]["kind"]["enum"] == formats::Json::array({"one", "two"}));
  CHECK(schema["properties"]["day"]["$ref"] == "urn:myatlas:common:1#/$defs/day");
  CHECK(schema["properties"]["parts"]["items"]["properties"].size() == 2);
  CHECK(schema["properties"].contains("title"));
  CHECK(schema["additionalProperties"] == false);
}
