#include <array>
#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <unistd.h>

#include <fmt/format.h>

#include "store/former_keys.hpp"
#include "store/migrate.hpp"
#include "store/sharing.hpp"
#include "store/store.hpp"
#include "store/store_files.hpp"
#include "util/file.hpp"
#include "util/try.hpp"

// A new key for a store. The new one lies beside the old one before anything is sealed with it, and
// takes its place once that is committed: which of the two is the store's, the store itself tells,
// so that whoever is killed in between leaves it in order.
namespace myatlas::store {

namespace fs = std::filesystem;

namespace {

// Where something is sealed, by what its rows are found by, both parts of it; a number or a text.
struct SealedPlace
{
  const char *table, *first, *second, *column;
  bool is_first_text, is_second_text;
};
constexpr SealedPlace k_contracts{"contract", "dossier", "position", "sealed", false, false};
constexpr std::array k_sealed = {
  SealedPlace{"employee", "owner", "identity", "nir", false, true},
  k_contracts,
  SealedPlace{"amendment", "dossier", "dossier", "sealed", false, false},
  SealedPlace{"opco_connection", "cfa", "opco", "sealed", false, true},
  SealedPlace{"outbox", "account", "id", "payload", true, true},
  SealedPlace{"kept_answer", "actor", "name", "answer", true, true},
};

// A part of a row's key, kept until the next page is asked for.
struct KeyPart
{
  bool is_text;
  std::int64_t number = INT64_MIN;
  std::string text = {};

  void take(const Row& row, std::size_t column)
  {
    if (is_text) {
      text = row.text(column);
    } else {
      number = row.integer(column);
    }
  }
  Cell cell() const { return is_text ? Cell(std::string_view(text)) : Cell(number); }
};

struct SealedRow
{
  KeyPart first, second;
  std::string sealed;
};

std::vector<SealedRow> page_after(Engine& engine, const SealedPlace& place, const SealedRow& last)
{
  std::vector<SealedRow> rows;
  const std::string sql = fmt::format("select {1}, {2}, {3} from {0} where ({1}, {2}) > ($1, $2) "
                                      "and {3} <> '' order by {1}, {2} limit 1000",
                                      place.table, place.first, place.second, place.column);
  for (const Row& row : engine.query(sql, {last.first.cell(), last.second.cell()})) {
    SealedRow& found =
      rows.emplace_back(SealedRow{{place.is_first_text}, {place.is_second_text}, row.text(2)});
    found.first.take(row, 0);
    found.second.take(row, 1);
  }
  return rows;
}

// How many were sealed anew; store.cipher where one cannot be opened.
util::Result<std::int64_t> seal_place(Engine& engine, const SealedPlace& place,
                                      const util::Key& before, const util::Key& after)
{
  const std::string update = fmt::format("update {0} set {3} = $3 where {1} = $1 and {2} = $2",
                                         place.table, place.first, place.second, place.column);
  std::int64_t count = 0;
  SealedRow last{{place.is_first_text}, {place.is_second_text}, ""};
  for (auto rows = page_after(engine, place, last); !rows.empty();
       rows = page_after(engine, place, last)) {
    for (const SealedRow& row : rows) {
      TRY_ASSIGN(const std::string plain, util::decrypt(before, row.sealed));
      const std::string sealed = util::encrypt(after, plain);
      engine.execute(update, {row.first.cell(), row.second.cell(), std::string_view(sealed)});
      ++count;
    }
    last = rows.back();
  }
  return count;
}

// The old key stays where backups made with it find it.
util::Outcome keep_old(const fs::path& path, const util::Key& key, mode_t rights)
{
  const util::Outcome free = check_kept_key(path, key);
  return free && !fs::exists(path) ? write_key(path, key, rights) : free;
}

// What contracts are found by is made with the key too.
void identify_again(Engine& engine, const util::Key& key)
{
  const Contracts contracts(engine, key);
  SealedRow last{{false}, {false}, ""};
  for (auto rows = page_after(engine, k_contracts, last); !rows.empty();
       rows = page_after(engine, k_contracts, last)) {
    for (const SealedRow& row : rows) {
      const std::string identity = contracts.identity_of_sealed(row.sealed);
      engine.execute("update contract set identity = $3 where dossier = $1 and position = $2",
                     {row.first.cell(), row.second.cell(), std::string_view(identity)});
    }
    last = rows.back();
  }
}

} // namespace

fs::path next_key(const fs::path& store)
{
  return store.string() + "-key-next";
}

void Store::take_place_of_key()
{
  const fs::path next = next_key(m_path);
  std::error_code absent;
  if (is_file() && fs::exists(next, absent) && told_of(*m_engine, m_key) == Told::this_one) {
    const util::Result<util::Key> waiting = read_key(next);
    if (waiting && *waiting == m_key) {
      fs::rename(next, m_path.string() + "-key");
      if (const util::Outcome synced = util::sync_folder_above(next); !synced) {
        throw util::MachineError(synced.error());
      }
    }
  }
}

// What is copied may be of a moment after the key was changed that this store was opened with.
util::Outcome Store::take_key_of(Engine& copy)
{
  const auto is_of_another = [&] {
    return copy.schema_version() == newest_version() && told_of(copy, m_key) == Told::another;
  };
  if (is_of_another()) {
    take_newer_key();
  }
  return is_of_another()
           ? util::Outcome(util::Error{"store.key_changed", {m_path.string() + "-key"}})
           : util::Outcome(util::Done{});
}

util::Result<KeyRotation> Store::seal_anew(const util::Key& before, const util::Key& after)
{
  KeyRotation done;
  for (const SealedPlace& place : k_sealed) {
    TRY_ASSIGN(const std::int64_t count, seal_place(*m_engine, place, before, after));
    done.sealed += count;
  }
  identify_again(*m_engine, after);
  put_key(*m_engine, before, after, audit().head().sequence);
  m_key = after;
  audit().seal_again();
  return done;
}

util::Result<KeyRotation> Store::rotate_key(const Deed& deed, const fs::path& old_key)
{
  if (const util::Outcome free = check_sticky(m_path); !free) {
    return free.errors();
  }
  const util::Key before = m_key;
  const util::Key after = new_key();
  const Rights rights = rights_of(m_path);
  Transaction write(*this, deed);
  try {
    if (const auto broken = audit().first_broken()) { // a new seal would hide it
      return util::Error{"audit.broken", {std::to_string(*broken)}};
    }
    if (const util::Outcome kept = keep_old(
          old_key, before, old_key.parent_path() == m_path.parent_path() ? rights.file : 0600U);
        !kept) {
      return kept.errors();
    }
    if (const util::Outcome made = write_key(next_key(m_path), after, rights.file); !made) {
      return made.errors();
    }
    util::Result<KeyRotation> done = seal_anew(before, after);
    if (!done) {
      ::unlink(next_key(m_path).c_str());
      m_key = before;
      return done.errors();
    }
    write.record({AuditKind::key}, std::nullopt, std::nullopt);
    write.commit();
    take_place_of_key();
    done->old_key = old_key;
    done->head = audit().head();
    return done;
  } catch (...) {
    m_key = before;
    throw;
  }
}

} // namespace myatlas::store
