#include "store/document_place.hpp"

#include <doctest/doctest.h>

using myatlas::store::DocumentPlace;

TEST_CASE("a place of documents is the database, a whole path or a bucket")
{
  CHECK_FALSE(DocumentPlace::parse("server")->is_apart());
  const auto folder = DocumentPlace::parse("dir:/srv/documents/");
  REQUIRE(folder);
  CHECK(folder->is_apart());
  CHECK(folder->folder == "/srv/documents");
  CHECK(folder->name == "dir:/srv/documents");
  const auto bucket = DocumentPlace::parse("s3://my-bucket/a/b_2/");
  REQUIRE(bucket);
  CHECK(bucket->name == "s3://my-bucket/a/b_2");
  CHECK(bucket->bucket == "my-bucket");
  CHECK(bucket->prefix == "a/b_2/");
  CHECK(DocumentPlace::parse("s3://bucket")->prefix.empty());
}

TEST_CASE("what is none of them is no place of documents")
{
  for (const char* text :
       {"", "Server", "database", "dir:", "dir:/", "dir:documents", "dir:~/documents",
        "/srv/documents", "s3://", "s3://ab", "s3://Bucket/x", "s3://bucket./x", "s3://bucket//x",
        "s3://bucket/../x", "s3://bucket/a b", "s3://bucket/é", "s3://user:key@bucket/x",
        "https://bucket/x"}) {
    CAPTURE(text);
    CHECK_FALSE(DocumentPlace::parse(text));
  }
}
