#include <doctest/doctest.h>

#include "util/crypto.hpp"

using namespace myatlas;
using namespace myatlas::util;

TEST_CASE("secrets are hashed, and sealed ones open with their key only")
{
  const Secret secret("Abcdefg1");
  const std::string hash = hash_secret(secret);
  CHECK(hash.starts_with("$argon2id$v=19$m=19456,t=2"));
  CHECK(secret_matches(hash, secret));
  CHECK_FALSE(secret_matches(hash, Secret("Abcdefg2")));
  CHECK(decoy_hash().size() == hash.size());
  CHECK_FALSE(secret_matches(decoy_hash(), secret));

  Key key{}, other{};
  other[0] = 1;
  const std::string sealed = encrypt(key, "code");
  CHECK(sealed.find("code") == std::string::npos);
  CHECK(*decrypt(key, sealed) == "code");
  CHECK(decrypt(other, sealed).error().code == "store.cipher");
  CHECK(decrypt(key, "00").error().code == "store.cipher");
}

TEST_CASE("codes and ids")
{
  CHECK(random_alnum(17).size() == 17);
  CHECK(random_alnum(17) != random_alnum(17));
  const std::string id = new_uuid7(Instant{1'772'442'000'000'000});
  CHECK(id.size() == 36);
  CHECK(id[14] == '7');
  CHECK(id < new_uuid7(Instant{1'772'442'001'000'000}));
  CHECK(is_uuid(id));
  for (const char* other :
       {"", "../x", "0195577c-7c80-7000-8000-00000000000", "0195577c-7c80-7000-8000-0000000000000",
        "0195577C-7c80-7000-8000-000000000000"}) {
    CHECK_FALSE(is_uuid(other));
  }
}
