#include <doctest/doctest.h>

#include <algorithm>

#include "store/postgres/url.hpp"

using namespace myatlas;
using namespace myatlas::store::postgres;

TEST_CASE("a URL of a database is told from a path")
{
  CHECK(is_url("postgresql://anne@db.example/atlas"));
  CHECK(is_url("postgres:///atlas"));
  CHECK_FALSE(is_url("https://db.example/atlas"));
  CHECK_FALSE(is_url("/var/lib/myatlas/myatlas.db"));
}

TEST_CASE("a URL says what it says, and a password in it is refused without being shown")
{
  const auto library = load_libpq();
  if (!library) {
    MESSAGE("skipped: ", library.error().code); // store.no_libpq
    return;
  }
  const auto secret = target_of(**library, "postgresql://anne:s3cret@db.example/atlas");
  REQUIRE_FALSE(secret);
  CHECK(secret.error().code == "store.url_password");
  CHECK(secret.error().args[0] == "postgresql://anne@db.example/atlas");
  CHECK(target_of(**library, "postgresql://db.example/atlas?password=s3cret").error().args[0] ==
        "postgresql://db.example/atlas");
  CHECK(target_of(**library, "postgresql://db.example/atlas?sslpassword=s3cret").error().code ==
        "store.url_password");
  CHECK(target_of(**library, "postgresql://db.example/atlas?sslmode").error().code ==
        "store.url_form");
  const auto plain = target_of(**library, "postgresql://a,b/atlas?connect_timeout=9");
  REQUIRE(plain);
  const auto said = [&](const std::string& keyword) {
    const auto at = std::ranges::find(plain->keywords, keyword) - plain->keywords.begin();
    return at < std::ssize(plain->keywords) ? plain->values[static_cast<std::size_t>(at)]
                                            : std::string("nothing");
  };
  CHECK(said("sslmode") == "verify-full");
  CHECK(said("target_session_attrs") == "read-write");
  CHECK(said("connect_timeout") == "nothing"); // the URL's own
  CHECK(said("dbname") == "postgresql://a,b/atlas?connect_timeout=9");
}
