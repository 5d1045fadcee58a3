#include <doctest/doctest.h>

#include "util/digest.hpp"

using namespace myatlas;

TEST_CASE("a digest is 64 hexadecimal digits or nothing")
{
  CHECK(util::sha256_hex("abc") ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  const std::string digest = util::sha256_hex("x");
  CHECK(util::is_digest(digest));
  for (const std::string& other : {digest + "0", digest.substr(1), "../" + digest.substr(3),
                                   std::string(), "A" + digest.substr(1)}) {
    CHECK_FALSE(util::is_digest(other));
  }
}
