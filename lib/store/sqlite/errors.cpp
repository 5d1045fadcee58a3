#include "store/sqlite/errors.hpp"

#include <sqlite3.h>

namespace myatlas::store::sqlite {

namespace {

const char* code_of(int result)
{
  switch (result & 0xFF) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return "store.locked";
  case SQLITE_FULL:
    return "disk.full";
  case SQLITE_READONLY:
  case SQLITE_CANTOPEN:
  case SQLITE_PERM:
    return "store.unwritable";
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    return "store.corrupt";
  case SQLITE_IOERR:
    return "store.io";
  case SQLITE_NOMEM:
    return "machine.memory";
  default:
    return "store.engine";
  }
}

} // namespace

util::MachineError failure(int result, const std::string& reason, const std::filesystem::path& path)
{
  return util::MachineError(util::Error{code_of(result), {path.string(), reason}});
}

namespace {

bool went_well(int result)
{
  return result == SQLITE_OK || result == SQLITE_ROW || result == SQLITE_DONE;
}

} // namespace

void require(int result, sqlite3* handle, const std::filesystem::path& path)
{
  if (!went_well(result)) {
    throw failure(result, sqlite3_errmsg(handle), path);
  }
}

} // namespace myatlas::store::sqlite
