#include <doctest/doctest.h>

#include <map>
#include <random>
#include <set>

#include "util/clock.hpp"
#include "util/crypto.hpp"
#include "util/decimal.hpp"
#include "util/digest.hpp"
#include "util/key_set.hpp"
#include "util/secret_hash.hpp"
#include "util/text.hpp"
#include "util/text_marks.hpp"

using namespace myatlas::util;

TEST_CASE("decimals are exact")
{
  CHECK(parse_decimal("-1234.50")->units == -123450);
  CHECK(parse_decimal("1234.50")->scale == 2);
  CHECK(parse_decimal("1,5").error().code == "decimal.form");
  CHECK(parse_decimal(".5").error().code == "decimal.form");
  CHECK(parse_decimal("1.").error().code == "decimal.form");
  CHECK(parse_decimal("1234567890123456789").error().code == "decimal.range");
  CHECK(*rescale({15, 1}, 2) == 150);
  CHECK(rescale({1234, 3}, 2).error().code == "decimal.precision");
  CHECK(format_decimal(-5, 2) == "-0.05");
  CHECK(divide_half_up(5, 2) == 3);
  CHECK(divide_half_up(-5, 2) == -3);
  CHECK(divide_half_up(4, 3) == 1);
}

TEST_CASE("instants are RFC 3339 in UTC")
{
  CHECK(to_rfc3339(*parse_rfc3339("2026-02-28T23:30:00+01:00")) == "2026-02-28T22:30:00Z");
  CHECK(to_rfc3339(*parse_rfc3339("2026-02-28")) == "2026-02-28T00:00:00Z");
  CHECK(to_rfc3339(*parse_rfc3339("2026-02-28T10:00:00.5Z")) == "2026-02-28T10:00:00.500000Z");
  for (const char* wrong :
       {"2026-02-30T00:00:00Z", "yesterday", "2026-02-28T25:00:00Z", "2026-02-28T10:00:00", ""}) {
    CAPTURE(wrong);
    CHECK(parse_rfc3339(wrong).error().code == "instant.form");
  }
}

TEST_CASE("text is cleaned as French files need it")
{
  CHECK(trim("\xC2\xA0 a b\xE2\x80\xAF\t") == "a b");
  CHECK(without_blanks("12\xE2\x80\xAF"
                       "34.5",
                       ".") == "12345");
  CHECK(without_blanks("\xEF\xBC\x91\xEF\xBC\x92") == "12"); // full-width digits
  CHECK(fold("N° SIRET") == "n_siret");
  CHECK(fold("Numéro de l'œuvre") == "numero_de_l_oeuvre");
  CHECK(fold("Nume\xCC\x81ro") == "numero"); // NFD
  CHECK(is_utf8("é"));
  CHECK_FALSE(is_utf8("\xE9"));
  CHECK_FALSE(is_utf8("\xED\xA0\x80")); // a surrogate
  CHECK(printable_and_seen("7\xE2\x80\x8B\xC2\xAD\x1b"
                           "0") == "7\\u200b\\u00ad\\u001b0");
  CHECK(printable("a\x1b[31m\xE2\x80\xAE") == "a\\u001b[31m\\u202e");
  CHECK(shown("a\tb\n\r\xD8\x9C") == "a\tb\n\\u000d\\u061c");
  CHECK(escaped_in_json("{\n \"a\": \"\x7F\"}") == "{\n \"a\": \"\\u007f\"}");
  CHECK(nearest("imprt", {"export", "import"}) == "import");
  CHECK(nearest("frobnicate", {"export", "import"}).empty());
  CHECK(edit_distance("ab", "ba") == 1);
}

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
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
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

TEST_CASE(
  "an unseeded hash is nobody's: places differ from run to run, and texts of one mark stay two")
{
  CHECK(secret_hash("a") == secret_hash("a"));
  CHECK(secret_hash("a") != secret_hash("b"));
  const SecretNumberHash number_hash;
  CHECK(number_hash(1) == SecretNumberHash()(1));
  CHECK(number_hash(1) != number_hash(2));
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
