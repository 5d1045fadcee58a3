#pragma once

#include <filesystem>

#include "store/engine.hpp"
#include "util/result.hpp"

namespace myatlas::store::sqlite {

// In the header of every store, "MYAT", and of every backup, "MYAB".
constexpr int application_id(Role role)
{
  return role == Role::store ? 0x4D594154 : 0x4D594142;
}

// Looks at the first hundred bytes of the file without opening it as a database.
util::Outcome check_header(const std::filesystem::path& path, int application_id);

} // namespace myatlas::store::sqlite
