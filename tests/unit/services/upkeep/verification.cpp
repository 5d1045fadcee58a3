#include "services/upkeep/verification.hpp"

#include <doctest/doctest.h>

using namespace myatlas;

TEST_CASE("an anchor is a number and a digest, or is not given")
{
  const std::string digest(64, 'a');
  const auto none = services::parse_anchor("");
  REQUIRE(none);
  CHECK_FALSE(none->has_value());
  const auto anchor = services::parse_anchor("12:" + digest);
  REQUIRE(anchor);
  CHECK((*anchor)->sequence == 12);
  CHECK((*anchor)->hash == digest);
  const std::vector<std::string> no_anchors = {"12", ":", "12:ab", ":" + digest, "x:" + digest};
  for (const std::string& wrong : no_anchors) {
    CHECK(services::parse_anchor(wrong).error().code == "anchor.form");
  }
}
