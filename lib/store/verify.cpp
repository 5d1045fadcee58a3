#include <algorithm>
#include <cerrno>
#include <chrono>
#include <iterator>

#include <sys/stat.h>
#include <unistd.h>

#include "store/migrate.hpp"
#include "store/sqlite/damage.hpp"
#include "store/sqlite/open.hpp"
#include "store/store.hpp"
#include "store/store_files.hpp"
#include "util/digest.hpp"
#include "util/file.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

// Looking a whole store through, and for what nothing in it names any more.
namespace myatlas::store {

namespace fs = std::filesystem;

namespace {

constexpr auto k_old_enough = std::chrono::hours(1); // nobody is still writing it

bool is_old(const fs::directory_entry& entry)
{
  return fs::file_time_type::clock::now() - entry.last_write_time() > k_old_enough;
}

// "<path>.XXXXXX", as util::NewFile and write_file name what is not whole yet.
bool is_unfinished(const std::string& name)
{
  const std::size_t dot = name.rfind('.');
  return dot != std::string::npos && name.size() - dot == 7 &&
         std::all_of(name.begin() + static_cast<std::ptrdiff_t>(dot) + 1, name.end(),
                     [](unsigned char c) { return std::isalnum(c) != 0; });
}

} // namespace

// Of a version that has them every page has its checksum: one without was written by another
// program, or had it taken away.
static util::Error pages_without_sum(const Damage& damage)
{
  return {"store.pages_without_sum",
          {std::to_string(damage.pages_without_sum), std::to_string(damage.pages)}};
}

util::Errors Store::damage_told(Damage& damage)
{
  util::Errors found = std::move(damage.found);
  if (damage.pages_without_sum > 0 && m_engine->schema_version() >= k_first_with_sums) {
    found.push_back(pages_without_sum(damage));
  }
  return found;
}

namespace {

// Where damage keeps the rows from being read, the damage was told before.
template <typename Part>
void guarded(Verification& result, Part part)
{
  try {
    part();
  } catch (const util::MachineError& error) {
    if (result.found.empty()) {
      result.found.push_back(error.error());
    }
  }
}

void tell_broken(const std::optional<std::int64_t>& broken, Verification& result)
{
  if (broken) {
    result.found.push_back({"audit.broken", {std::to_string(*broken)}});
  }
}

// All of them before one is looked at: documents may be where the rows are, which is busy until
// then.
std::vector<std::string> digests_named(Engine& engine)
{
  std::vector<std::string> digests;
  engine.for_each("select digest from document order by digest", {}, [&](const Row& row) {
    digests.push_back(row.text(0));
    return true;
  });
  return digests;
}

bool is_of_one_document(const util::Error& error)
{
  return error.code == "store.document_missing" || error.code == "store.document_changed" ||
         error.code == "store.digest";
}

// Whether others need be looked at: a place apart that cannot be asked is told once.
bool look_at_document(const Documents& documents, const std::string& digest, Verification& result)
{
  ++result.documents;
  const util::Outcome whole = documents.check(digest);
  std::ranges::copy(whole.errors(), std::back_inserter(result.found));
  return whole || !documents.is_apart() || is_of_one_document(whole.error());
}

void look_at_documents(const Documents& documents, const std::vector<std::string>& digests,
                       Verification& result)
{
  for (const std::string& digest : digests) {
    if (!look_at_document(documents, digest, result)) {
      break;
    }
  }
}

} // namespace

Verification Store::verify()
{
  Verification result;
  Damage damage = m_engine->find_damage(Look::at_all);
  result.found = damage_told(damage);
  result.pages = damage.pages;
  result.pages_without_sum = damage.pages_without_sum;
  const bool is_of_today =
    m_engine->schema_version() ==
    newest_version(); // the audit of an older one is looked through once it is migrated
  guarded(result, [&] {
    if (is_of_today) {
      tell_broken(first_broken(), result);
      result.audit = audit().head();
    }
  });
  if (keeps_documents()) {
    guarded(result, [&] { look_at_documents(documents(), digests_named(*m_engine), result); });
  }
  return result;
}

namespace {

// "20260430T120000"
bool has_form_of_stamp(std::string_view stamp)
{
  constexpr std::size_t k_length = 15;
  return stamp.size() >= k_length && stamp[8] == 'T' && util::is_digits(stamp.substr(0, 8)) &&
         util::is_digits(stamp.substr(9, 6));
}

std::string rfc3339_of(const std::string& stamp)
{
  return stamp.substr(0, 4) + "-" + stamp.substr(4, 2) + "-" + stamp.substr(6, 5) + ":" +
         stamp.substr(11, 2) + ":" + stamp.substr(13, 2) + "Z";
}

// "20260301T000000…" of a name; none where it says no day.
std::optional<util::Instant> instant_in_name(std::string_view stamp)
{
  const bool is_stamp = has_form_of_stamp(stamp);
  return is_stamp ? util::parse_rfc3339(rfc3339_of(std::string(stamp))).as_optional()
                  : std::nullopt;
}

// A file that is renamed keeps the time of its content, which may be old on the day it is put
// aside: the name says that day, else the system knows when the file last changed its place.
util::Instant put_aside_at(const fs::path& path, std::string_view stamp)
{
  struct stat facts = {};
  const bool is_there = ::lstat(path.c_str(), &facts) == 0;
  const util::Instant changed{is_there ? static_cast<std::int64_t>(facts.st_ctim.tv_sec) * 1'000'000
                                       : INT64_MAX};
  return instant_in_name(stamp).value_or(changed);
}

namespace {

fs::path folder_of(const fs::path& path)
{
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

// What lies in the folder of a file; nothing for none.
fs::directory_iterator entries_beside(const fs::path& path)
{
  return path.empty() ? fs::directory_iterator() : fs::directory_iterator(folder_of(path));
}

// When a store was put aside, by the end of its name, where that says it; nothing where it is none.
std::optional<std::string_view> stamp_of_aside(std::string_view end)
{
  constexpr std::string_view k_replaced = "-replaced-", k_before = "-before-v";
  if (end.starts_with(k_replaced)) {
    return end.substr(k_replaced.size());
  }
  return end.starts_with(k_before) ? std::optional(std::string_view()) : std::nullopt;
}

} // namespace

} // namespace

std::vector<fs::path> Store::put_aside_until(util::Instant last) const
{
  std::vector<fs::path> found;
  const std::string name = m_path.filename().string();
  for (const fs::directory_entry& entry : entries_beside(is_file() ? m_path : fs::path())) {
    const std::string other = entry.path().filename().string();
    if (const auto stamp = other.starts_with(name)
                             ? stamp_of_aside(std::string_view(other).substr(name.size()))
                             : std::nullopt;
        stamp && !fs::is_symlink(entry.symlink_status()) &&
        put_aside_at(entry.path(), *stamp) <= last) {
      found.push_back(entry.path());
    }
  }
  std::ranges::sort(found);
  return found;
}

bool Store::names_documents()
{
  return !m_engine->query("select 1 from document limit 1").empty();
}

util::Outcome Store::check_pages()
{
  Damage damage = keeps_documents() ? m_engine->find_damage(Look::at_pages) : Damage{};
  util::Errors found = damage_told(damage);
  if (found.empty()) {
    return util::Done{};
  }
  found.insert(found.begin(), util::Error{"store.damaged", {}});
  return found;
}

std::vector<util::Error> Store::damaged_pages(const fs::path& path)
{
  return sqlite::find_damaged_pages(path).found;
}

namespace {

bool is_named(Engine& engine, const DocumentFile& file)
{
  return !engine.query("select 1 from document where digest = $1", {std::string_view(file.name)})
            .empty();
}

// What is left of a key that was being written.
bool is_left_of(const std::string& key, const fs::directory_entry& entry)
{
  const std::string name = entry.path().filename().string();
  const bool is_of_key = name.starts_with(key) && is_unfinished(name);
  return fs::is_regular_file(entry.symlink_status()) && is_of_key && is_old(entry);
}

DocumentFile file_at(const fs::directory_entry& entry)
{
  return {entry.path().filename().string(), entry.path(),
          static_cast<std::int64_t>(entry.file_size()), true};
}

} // namespace

util::Result<std::vector<DocumentFile>> Store::orphans() const
{
  std::vector<DocumentFile> found;
  if (!keeps_documents()) {
    return found;
  }
  TRY(documents().each([&](const DocumentFile& file) {
    if (file.is_old && !is_named(*m_engine, file)) {
      found.push_back(file);
    }
  }));
  const std::string key = m_path.filename().string() + "-key.";
  for (const fs::directory_entry& entry : entries_beside(is_file() ? m_path : fs::path())) {
    if (is_left_of(key, entry)) {
      found.push_back(file_at(entry));
    }
  }
  std::ranges::sort(found, {}, &DocumentFile::path);
  return found;
}

bool Store::is_orphan(const DocumentFile& file) const
{
  return !is_named(*m_engine, file);
}

util::Outcome Store::remove_orphan(const DocumentFile& file) const
{
  if (util::is_digest(file.name.substr(0, file.name.find('.')))) {
    return documents().remove(file);
  }
  return ::unlink(file.path.c_str()) == 0 ? util::Outcome(util::Done{})
                                          : util::Outcome(util::system_error(file.path, errno));
}

util::Result<int> Store::version_of(const fs::path& path)
{
  if (const util::Outcome own = check_owner(path); !own) {
    return own.errors();
  }
  if (fs::exists(restore_marker(path))) {
    return util::Error{"store.restoring", {path.string()}};
  }
  TRY_ASSIGN(const std::unique_ptr<Engine> engine,
             sqlite::open_file(path, sqlite::Access::read, sqlite::Lock::held));
  return engine->schema_version();
}

std::string Store::engine_version()
{
  return sqlite::engine_version();
}

} // namespace myatlas::store
