#include <doctest/doctest.h>

#include <map>
#include <random>

#include "util/text_marks.hpp"

using namespace myatlas;
using namespace myatlas::util;

TEST_CASE("texts of one mark stay two")
{
  myatlas::util::TextMarks texts;
  const auto key = myatlas::util::TextMarks::key("a");
  CHECK(texts.add(key, "a", 1) == 0);
  CHECK(texts.add(key, "b", 2) == 0); // as if their hashes were one
  CHECK(texts.add(key, "a", 4) == 1);
  CHECK(texts.add(key, "b", 0) == 2);
  for (int i = 0; i < 100'000; ++i) { // until they stand in the file
    REQUIRE(texts.add("F" + std::to_string(i), 1) == 0);
  }
  CHECK(texts.add(key, "a", 0) == 5);
  CHECK(texts.add(key, std::string(400'000, 'x'), 1) == 0);
  CHECK(texts.add(key, std::string(400'000, 'x'), 1) == 1);
}

TEST_CASE("texts keep their marks, few and many")
{
  myatlas::util::TextMarks texts;
  CHECK(texts.add("a", 1) == 0);
  CHECK(texts.add("a", 4) == 1);
  CHECK(texts.add("a", 0) == 5);
  CHECK(texts.add("b", 2) == 0);
  std::map<std::string, std::uint8_t> known;
  std::mt19937_64 random(11);
  for (int i = 0; i < 1'000'000; ++i) {
    const std::string text = "F2026-" + std::to_string(random() % 600'000);
    const auto marks = static_cast<std::uint8_t>(random() % 7 + 1);
    std::uint8_t& had = known[text];
    REQUIRE(texts.add(text, marks) == had);
    had |= marks;
  }
}
