#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>

#include "store/engine.hpp"
#include "util/result.hpp"

namespace myatlas::store::sqlite {

// In the header of every store, "MYAT", and of every backup, "MYAB".
constexpr int application_id(Role role)
{
  return role == Role::store ? 0x4D594154 : 0x4D594142;
}

constexpr std::size_t k_header_bytes = 100;

// The length of a file by its first hundred bytes; none when they are not those of a store or
// backup.
std::optional<std::uint64_t> bytes_told(std::string_view header, Role role);

// Looks at the first hundred bytes of the file without opening it as a database.
util::Outcome check_header(const std::filesystem::path& path, Role role);

// Looks at what stands beside a store and SQLite would play back into it: plain files of one name,
// and no rollback journal that names a super-journal, which SQLite would remove. myatlas never
// makes one: it attaches no database. "store.foreign_journal" (path).
util::Outcome check_journals(const std::filesystem::path& store);

} // namespace myatlas::store::sqlite
