#include <doctest/doctest.h>

#include <random>
#include <set>

#include "util/key_set.hpp"

using namespace myatlas;
using namespace myatlas::util;

TEST_CASE("a set of keys tells what it has seen")
{
  KeySet set;
  for (std::int64_t key = 1; key <= 10'000; ++key) {
    REQUIRE(set.insert(key * 7919));
  }
  for (std::int64_t key = 1; key <= 10'000; ++key) {
    REQUIRE_FALSE(set.insert(key * 7919));
  }
}

TEST_CASE("a set of numbers answers as std::set does, small and large")
{
  myatlas::util::KeySet set;
  std::set<std::int64_t> known;
  std::mt19937_64 random(7);
  for (int i = 0; i < 2'000'000; ++i) {
    const auto key = static_cast<std::int64_t>(random() % 3'000'000 * 33'333'331 + 1);
    REQUIRE(set.insert(key) == known.insert(key).second);
  }
  for (int i = 0; i < 1'000; ++i) {
    const auto key = static_cast<std::int64_t>(random() % 6'000'000 * 33'333'331 + 1);
    CHECK(set.contains(key) == known.contains(key));
  }
}
