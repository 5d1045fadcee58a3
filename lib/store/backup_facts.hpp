#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "util/clock.hpp"

namespace myatlas::store {

// What a backup has besides the tables of its store.
inline constexpr std::string_view k_backup_tables =
  "create table backup_document (\n  digest text not null,\n  part bigint not null,\n  content "
  "text not null,\n"
  "  primary key (digest, part)\n);\n"
  "create table backup_fact (\n  name text not null primary key,\n  value text not null\n);\n";

// What a backup is of.
struct BackupFacts
{
  std::int64_t documents = 0, bytes = 0; // of the file
  int version = 0;                       // of the store
  std::int64_t audit_sequence = 0;
  std::string audit_hash, sha256; // of the file
  util::Instant made;
};

} // namespace myatlas::store
