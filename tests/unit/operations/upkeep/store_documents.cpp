#include "operations/upkeep/store_documents.hpp"

#include <doctest/doctest.h>

using namespace myatlas;

namespace {

store::BackupFacts backup_facts()
{
  return {.documents = 2,
          .bytes = 4096,
          .version = 7,
          .audit_sequence = 12,
          .audit_hash = "9f3c",
          .sha256 = "ab",
          .made = {}};
}

constexpr const char* k_facts_told =
  R"("made":"1970-01-01T00:00:00Z","bytes":4096,"documents":2,"store_schema":7,"sha256":"ab",)"
  R"("audit_head":{"sequence":12,"hash":"9f3c"},"anchor":"12:9f3c"})";

} // namespace

TEST_CASE("a backup tells of older ones where they were to go, and of its key where it is written")
{
  const operations::BackupTold looked_at{.file = "a", .facts = backup_facts()};
  CHECK(operations::backup_document(looked_at).dump() ==
        R"({"schema":"myatlas/backup/1","file":"a","key_file":null,)" + std::string(k_facts_told));
  const operations::BackupTold made{.file = "a",
                                    .key_file = "a-key",
                                    .removed = std::vector<std::filesystem::path>{"b"},
                                    .facts = backup_facts()};
  CHECK(operations::backup_document(made).dump() ==
        R"({"schema":"myatlas/backup/1","file":"a","key_file":"a-key","removed":["b"],)" +
          std::string(k_facts_told));
}

TEST_CASE("a restore tells under which name what stood there stays")
{
  CHECK(operations::restore_document(
          {.store = "s", .file = "a", .replaced = "", .facts = backup_facts()})
          .dump() == R"({"schema":"myatlas/restore/1","store":"s","file":"a","replaced":null,)" +
                       std::string(k_facts_told));
}

TEST_CASE("a store with damage is not sound, and each is told with its remedy")
{
  store::Verification found;
  found.found.push_back({"audit.broken", {"3"}});
  const formats::Json document = operations::verification_document(found);
  CHECK(document["sound"] == false);
  CHECK(document["problems"][0]["code"] == "audit.broken");
  CHECK(!document["problems"][0]["hint"].get<std::string>().empty());
  CHECK(operations::verification_document({})["problems"].empty());
}

TEST_CASE("a migration that had nothing to keep says so")
{
  CHECK(operations::migration_document({.from = 6, .to = 7}).dump() ==
        R"({"schema":"myatlas/migration/1","from":6,"to":7,"kept":null})");
}
