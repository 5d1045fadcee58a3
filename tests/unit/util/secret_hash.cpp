#include <doctest/doctest.h>

#include "util/secret_hash.hpp"

using namespace myatlas;
using namespace myatlas::util;

TEST_CASE("an unseeded hash is nobody's: places differ from run to run")
{
  CHECK(secret_hash("a") == secret_hash("a"));
  CHECK(secret_hash("a") != secret_hash("b"));
  const SecretNumberHash number_hash;
  CHECK(number_hash(1) == SecretNumberHash()(1));
  CHECK(number_hash(1) != number_hash(2));
}
