#include "store/sqlite/damage.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include <sqlite3.h>

#include <unistd.h>

#include "store/sqlite/errors.hpp"
#include "store/sqlite/page_sums.hpp"
#include "store/sqlite/text_rows.hpp"
#include "store/sqlite/wal_frames.hpp"
#include "util/file.hpp"

namespace myatlas::store::sqlite {

namespace {

constexpr std::size_t k_most_told = 1000; // a disk that lost an area makes no better list of it
constexpr std::size_t k_reserve_at = 20;  // of the header

class DamageFinder
{
public:
  DamageFinder(sqlite3* handle, const std::filesystem::path& path) : m_handle(handle), m_path(path)
  {
  }

  Damage find(Look look, const std::function<void()>& pages_done)
  {
    const WalFrames frames = read_wal(m_path.string() + "-wal");
    if (frames.damaged && look == Look::at_all) {
      tell("store.journal_damaged", {std::to_string(*frames.damaged)});
    }
    guarded([&] { pages(frames); });
    pages_done();
    name_pages();
    if (look == Look::at_all) {
      guarded([&] { structure(); });
      guarded([&] { references(); });
    }
    return std::move(m_damage);
  }

private:
  using Values = std::vector<std::string>;

  void tell(const char* code, Values arguments)
  {
    m_damage.found.push_back({code, std::move(arguments)});
  }

  // A damaged database may answer a question about itself with a refusal, which tells the same.
  template <typename F>
  void guarded(F part)
  {
    try {
      part();
    } catch (const util::MachineError& error) {
      if (error.error().code != "store.corrupt") {
        throw;
      }
      tell("store.structure", {error.error().args.back()});
    }
  }

  void each_row(const std::string& sql, const std::function<void(const Values&)>& each)
  {
    each_text_row(m_handle, m_path, sql, each);
  }

  std::int64_t number(const char* pragma)
  {
    std::int64_t value = 0;
    each_row(pragma, [&](const Values& row) { value = std::stoll(row[0]); });
    return value;
  }

  void pages(const WalFrames& frames)
  {
    std::vector<unsigned char> page(static_cast<std::size_t>(number("pragma page_size")));
    const auto count = static_cast<std::uint32_t>(number("pragma page_count"));
    m_damage.pages = count;
    const bool has_first = read_raw(m_handle, 1, page) == SQLITE_OK;
    const bool has_sums = has_first && page[k_reserve_at] == k_sum_bytes;
    for (std::uint32_t i = 1; i <= count; ++i) {
      const int result = read_raw(m_handle, i, page);
      if (frames.pages.contains(i)) { // what the file has is older
        continue;
      }
      if (result != SQLITE_OK) {
        if (result != SQLITE_IOERR_SHORT_READ) {
          require(result, m_handle, m_path);
        }
        tell("store.page_missing", {std::to_string(i)});
        continue;
      }
      look_at(page, i, has_sums);
    }
  }

  void look_at(std::span<const unsigned char> page, std::uint32_t number, bool has_sums)
  {
    const Sum sum = has_sums ? look_at_sum(page, number) : Sum::none;
    if (sum == Sum::wrong) {
      m_wrong.insert(number);
    } else if (sum == Sum::none &&
               std::ranges::all_of(page, [](unsigned char byte) { return byte == 0; })) {
      m_empty.insert(number);
    } else if (sum == Sum::none) {
      ++m_damage.pages_without_sum;
    }
  }

  // The table or index each damaged page is of, where the damage lets SQLite say it, in one walk. A
  // page of nothing but zeros is free, or one that was lost when something stands on it.
  void name_pages()
  {
    std::map<std::uint32_t, std::string> owners;
    try {
      if (!m_wrong.empty() || !m_empty.empty()) {
        each_row("select pageno, name from dbstat", [&](const Values& row) {
          const auto number = static_cast<std::uint32_t>(std::stoul(row[0]));
          if (m_wrong.contains(number) || m_empty.contains(number)) {
            owners[number] = row[1];
          }
        });
      }
    } catch (const util::MachineError&) {
      // They stay unknown.
    }
    std::ranges::copy_if(m_empty, std::inserter(m_wrong, m_wrong.end()),
                         [&](std::uint32_t number) { return owners.contains(number); });
    for (const std::uint32_t number : m_wrong) {
      if (m_damage.found.size() >= k_most_told) {
        return;
      }
      const auto owner = owners.find(number);
      tell("store.page_damaged",
           {std::to_string(number), owner == owners.end() ? "?" : owner->second});
    }
  }

  void structure()
  {
    each_row("pragma integrity_check(20)", [&](const Values& row) { tell_structure(row[0]); });
  }

  // Is given "*** in database main ***", then a line of what is wrong.
  void tell_structure(std::string found)
  {
    std::ranges::replace(found, '\n', ' ');
    if (found != "ok") {
      tell("store.structure", {found});
    }
  }

  void references()
  {
    const auto tell_row = [&](const Values& row) {
      tell("store.reference_broken", {row[0], row[1], row[2]});
    };
    each_row("pragma foreign_key_check", tell_row);
  }

  sqlite3* m_handle;
  const std::filesystem::path& m_path;
  std::set<std::uint32_t> m_wrong, m_empty;
  Damage m_damage;
};

std::uint32_t big_endian(std::span<const unsigned char> bytes)
{
  std::uint32_t value = 0;
  for (const unsigned char byte : bytes) {
    value = value << 8 | byte;
  }
  return value;
}

} // namespace

Damage find_damaged_pages(const std::filesystem::path& path)
{
  Damage damage;
  const util::Result<util::FileHandle> file = util::open_regular(path);
  std::vector<unsigned char> page(100);
  const auto fill = [&] {
    const auto size =
      file ? util::read_some(*file, path, reinterpret_cast<char*>(page.data()), page.size())
           : util::Result<std::size_t>(file.errors());
    if (!size) {
      throw util::MachineError(size.error());
    }
    return *size == page.size();
  };
  const std::uint32_t size = fill() ? big_endian(std::span(page).subspan(16, 2)) : 0;
  if (size < 512 || (size & (size - 1)) != 0 || page[k_reserve_at] != k_sum_bytes) {
    return damage;
  }
  const std::uint32_t told = big_endian(std::span(page).subspan(28, 4)); // pages, says the first
  const auto newer = read_wal(path.string() + "-wal").pages;             // stand in the journal
  page.resize(size);
  ::lseek(file->get(), 0, SEEK_SET);
  for (std::uint32_t number = 1; fill(); ++number) {
    ++damage.pages;
    if (!newer.contains(number) && look_at_sum(page, number) == Sum::wrong &&
        damage.found.size() < k_most_told) {
      damage.found.push_back(
        {"store.page_damaged", {std::to_string(number), number == 1 ? "sqlite_schema" : "?"}});
    }
  }
  if (damage.pages < told) {
    damage.found.push_back({"store.page_missing", {std::to_string(damage.pages + 1)}});
  }
  return damage;
}

Damage find_damage(sqlite3* handle, const std::filesystem::path& path, Look look,
                   const std::function<void()>& pages_done)
{
  return DamageFinder(handle, path).find(look, pages_done);
}

} // namespace myatlas::store::sqlite
