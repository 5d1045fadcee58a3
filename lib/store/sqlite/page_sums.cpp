#include "store/sqlite/page_sums.hpp"

#include <array>
#include <cstring>
#include <new>
#include <string_view>
#include <vector>

#include <sqlite3.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

namespace myatlas::store::sqlite {

namespace {

constexpr char k_name[] = "myatlas";
constexpr std::string_view k_magic("SQLite format 3", 16); // with its zero
constexpr int k_database_header_bytes = 100;
constexpr std::size_t k_reserve_offset =
  20; // of the header: how many bytes of a page are kept in reserve
constexpr int k_expect_sums = 0x4D5901,
              k_read_raw = 0x4D5902; // file controls of our own, above SQLite's

struct RawRead
{
  std::uint32_t number;
  std::span<unsigned char> page;
};

std::uint64_t sum_of(const unsigned char* page, std::size_t size, std::uint32_t number)
{
  return XXH3_64bits_withSeed(page, size - k_sum_bytes, number);
}

void put_sum(std::vector<unsigned char>& page, std::uint32_t number)
{
  XXH64_canonical_t sum;
  XXH64_canonicalFromHash(&sum, sum_of(page.data(), page.size(), number));
  std::memcpy(page.data() + page.size() - k_sum_bytes, sum.digest, k_sum_bytes);
}

// The main file of a store. The system's own file follows it in the memory SQLite gave.
struct SummedFile
{
  sqlite3_file base;
  bool has_sums = false;
  std::vector<unsigned char> page; // on its way out
};

SummedFile& summed(sqlite3_file* file)
{
  return *reinterpret_cast<SummedFile*>(file);
}

sqlite3_file* real(sqlite3_file* file)
{
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<SummedFile*>(file) + 1);
}

// The first page tells whether pages have room for a sum.
void learn(SummedFile& file, const void* bytes, int size, sqlite3_int64 offset)
{
  const auto* header = static_cast<const unsigned char*>(bytes);
  if (offset == 0 && size >= k_database_header_bytes &&
      std::memcmp(header, k_magic.data(), k_magic.size()) == 0) {
    file.has_sums = header[k_reserve_offset] == k_sum_bytes;
  }
}

bool is_page(int size, sqlite3_int64 offset)
{
  return size >= 512 && (size & (size - 1)) == 0 && offset % size == 0;
}

int read(sqlite3_file* file, void* bytes, int size, sqlite3_int64 offset)
{
  const int result = real(file)->pMethods->xRead(real(file), bytes, size, offset);
  if (result == SQLITE_OK) {
    learn(summed(file), bytes, size, offset);
    if (summed(file).has_sums && is_page(size, offset)) {
      std::memset(static_cast<unsigned char*>(bytes) + size - k_sum_bytes, 0, k_sum_bytes);
    }
  }
  return result;
}

// A page that SQLite holds in memory is left as it is: its copy gets the sum.
int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset)
{
  SummedFile& own = summed(file);
  learn(own, bytes, size, offset);
  if (!own.has_sums || !is_page(size, offset)) {
    return real(file)->pMethods->xWrite(real(file), bytes, size, offset);
  }
  const auto* page = static_cast<const unsigned char*>(bytes);
  try {
    own.page.assign(page, page + size);
  } catch (const std::bad_alloc&) {
    return SQLITE_IOERR_NOMEM;
  }
  put_sum(own.page, static_cast<std::uint32_t>(offset / size + 1));
  return real(file)->pMethods->xWrite(real(file), own.page.data(), size, offset);
}

int close(sqlite3_file* file)
{
  const int result = real(file)->pMethods->xClose(real(file));
  summed(file).~SummedFile();
  return result;
}

int control(sqlite3_file* file, int op, void* argument)
{
  if (op == k_expect_sums) {
    summed(file).has_sums = true;
    return SQLITE_OK;
  }
  if (op == k_read_raw) {
    const RawRead& wanted = *static_cast<RawRead*>(argument);
    const auto size = static_cast<int>(wanted.page.size());
    return real(file)->pMethods->xRead(real(file), wanted.page.data(), size,
                                       static_cast<sqlite3_int64>(wanted.number - 1) * size);
  }
  return real(file)->pMethods->xFileControl(real(file), op, argument);
}

// Everything else is the system's file's own affair.
template <auto Method, typename... Arguments>
auto pass(sqlite3_file* file, Arguments... arguments)
{
  return (real(file)->pMethods->*Method)(real(file), arguments...);
}

using Methods = sqlite3_io_methods;

// A file is never mapped: pages would be read past the VFS.
int fetch(sqlite3_file*, sqlite3_int64, int, void** at)
{
  *at = nullptr;
  return SQLITE_OK;
}

int unfetch(sqlite3_file*, sqlite3_int64, void*)
{
  return SQLITE_OK;
}

constexpr Methods k_methods = {
  3,
  close,
  read,
  write,
  [](sqlite3_file* f, sqlite3_int64 size) { return pass<&Methods::xTruncate>(f, size); },
  [](sqlite3_file* f, int flags) { return pass<&Methods::xSync>(f, flags); },
  [](sqlite3_file* f, sqlite3_int64* size) { return pass<&Methods::xFileSize>(f, size); },
  [](sqlite3_file* f, int level) { return pass<&Methods::xLock>(f, level); },
  [](sqlite3_file* f, int level) { return pass<&Methods::xUnlock>(f, level); },
  [](sqlite3_file* f, int* reserved) { return pass<&Methods::xCheckReservedLock>(f, reserved); },
  control,
  [](sqlite3_file* f) { return pass<&Methods::xSectorSize>(f); },
  [](sqlite3_file* f) { return pass<&Methods::xDeviceCharacteristics>(f); },
  [](sqlite3_file* f, int page, int size, int extend, void volatile** at) {
    return pass<&Methods::xShmMap>(f, page, size, extend, at);
  },
  [](sqlite3_file* f, int offset, int count, int flags) {
    return pass<&Methods::xShmLock>(f, offset, count, flags);
  },
  [](sqlite3_file* f) { pass<&Methods::xShmBarrier>(f); },
  [](sqlite3_file* f, int remove) { return pass<&Methods::xShmUnmap>(f, remove); },
  fetch,
  unfetch,
};

sqlite3_vfs& system_vfs(sqlite3_vfs* vfs)
{
  return *static_cast<sqlite3_vfs*>(vfs->pAppData);
}

int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* granted)
{
  sqlite3_vfs& system = system_vfs(vfs);
  if ((flags & SQLITE_OPEN_SUPER_JOURNAL) !=
      0) { // we attach nothing: it is another's, and would be removed once it was read
    return SQLITE_CANTOPEN;
  }
  if ((flags & SQLITE_OPEN_MAIN_DB) == 0) {
    return system.xOpen(&system, name, file, flags, granted);
  }
  new (file) SummedFile{};
  const int result = system.xOpen(&system, name, real(file), flags, granted);
  if (result == SQLITE_OK) {
    file->pMethods = &k_methods;
  } else {
    summed(file).~SummedFile();
    file->pMethods = nullptr;
  }
  return result;
}

// A copy of the system's VFS but for opening: its other calls take the VFS to know their own data,
// which the copy shares.
sqlite3_vfs make_vfs()
{
  sqlite3_vfs* system = sqlite3_vfs_find(nullptr);
  if (system == nullptr) { // SQLite could not begin
    throw std::bad_alloc();
  }
  sqlite3_vfs vfs = *system;
  vfs.szOsFile = system->szOsFile + static_cast<int>(sizeof(SummedFile));
  vfs.pNext = nullptr;
  vfs.zName = k_name;
  vfs.pAppData = system;
  vfs.xOpen = open;
  return vfs;
}

} // namespace

const char* page_sums_vfs()
{
  static sqlite3_vfs vfs = make_vfs();
  [[maybe_unused]] static const bool registered = [] {
    if (sqlite3_vfs_register(&vfs, 0) !=
        SQLITE_OK) { // without it a store would be written without sums
      throw std::bad_alloc();
    }
    return true;
  }();
  return k_name;
}

Sum look_at_sum(std::span<const unsigned char> page, std::uint32_t number)
{
  constexpr std::array<unsigned char, k_sum_bytes> k_none{};
  XXH64_canonical_t sum;
  std::memcpy(sum.digest, page.data() + page.size() - k_sum_bytes, k_sum_bytes);
  if (std::memcmp(sum.digest, k_none.data(), k_sum_bytes) == 0) {
    return Sum::none;
  }
  return XXH64_hashFromCanonical(&sum) == sum_of(page.data(), page.size(), number) ? Sum::holds
                                                                                   : Sum::wrong;
}

void expect_sums(sqlite3* handle)
{
  sqlite3_file_control(handle, "main", k_expect_sums, nullptr);
}

int read_raw(sqlite3* handle, std::uint32_t number, std::span<unsigned char> page)
{
  RawRead wanted{number, page};
  return sqlite3_file_control(handle, "main", k_read_raw, &wanted);
}

} // namespace myatlas::store::sqlite
