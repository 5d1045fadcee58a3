#include <algorithm>
#include <chrono>

#include "store/sqlite/damage.hpp"
#include "store/sqlite/open.hpp"
#include "store/store.hpp"
#include "store/store_files.hpp"
#include "util/digest.hpp"
#include "util/file.hpp"

// Looking a whole store through, and for what nothing in it names any more.
namespace myatlas::store {

namespace fs = std::filesystem;

namespace {

constexpr auto k_old_enough = std::chrono::hours(1); // nobody is still writing it, or about to name it

bool is_old(const fs::directory_entry& entry)
{
  return fs::file_time_type::clock::now() - entry.last_write_time() > k_old_enough;
}

// "<path>.XXXXXX", as util::NewFile and write_file name what is not whole yet.
bool is_unfinished(const std::string& name)
{
  const std::size_t dot = name.rfind('.');
  return dot != std::string::npos && name.size() - dot == 7 && std::all_of(name.begin() + static_cast<std::ptrdiff_t>(dot) + 1, name.end(), [](unsigned char c) {
           return std::isalnum(c) != 0;
         });
}

} // namespace

Verification Store::verify()
{
  Verification result;
  Damage damage = m_engine->find_damage(Look::at_all);
  result.found = std::move(damage.found);
  result.pages = damage.pages;
  result.pages_without_sum = damage.pages_without_sum;
  const auto guarded = [&](auto part) { // where damage keeps the rows from being read, the damage was told above
    try {
      part();
    } catch (const util::MachineError& error) {
      if (result.found.empty()) {
        result.found.push_back(error.error());
      }
    }
  };
  guarded([&] {
    if (const auto broken = audit().first_broken()) {
      result.found.push_back({"audit.broken", {std::to_string(*broken)}});
    }
    result.audit = audit().head();
  });
  if (is_memory()) {
    return result;
  }
  guarded([&] {
    m_engine->for_each("select digest from document order by digest", {}, [&](const Row& row) {
      ++result.documents;
      const util::Result<std::string> digest = util::sha256_of_file(document_path(row.text(0)));
      if (!digest) {
        result.found.push_back({"store.document_missing", {row.text(0)}});
      } else if (*digest != row.text(0)) {
        result.found.push_back({"store.document_changed", {row.text(0)}});
      }
      return true;
    });
  });
  return result;
}

util::Outcome Store::check_pages()
{
  util::Errors found = is_memory() ? util::Errors{} : m_engine->find_damage(Look::at_pages).found;
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

std::vector<fs::path> Store::orphans() const
{
  std::vector<fs::path> found;
  const fs::path documents = m_path.string() + "-documents";
  if (is_memory()) {
    return found;
  }
  if (fs::exists(documents)) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(documents)) {
      const std::string name = entry.path().filename().string();
      const bool named = !m_engine->query("select 1 from document where digest = $1", {std::string_view(name)}).empty();
      if (entry.is_regular_file() && !named && is_old(entry)) {
        found.push_back(entry.path());
      }
    }
  }
  const fs::path folder = m_path.has_parent_path() ? m_path.parent_path() : fs::path(".");
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (entry.is_regular_file() && name.starts_with(m_path.filename().string() + "-key.") && is_unfinished(name) && is_old(entry)) {
      found.push_back(entry.path());
    }
  }
  std::ranges::sort(found);
  return found;
}

util::Result<int> Store::version_of(const fs::path& path)
{
  if (fs::exists(restore_marker(path))) {
    return util::Error{"store.restoring", {path.string()}};
  }
  const util::Result<std::unique_ptr<Engine>> engine = sqlite::open_file(path, sqlite::Access::read, sqlite::Lock::held);
  return engine ? util::Result<int>((*engine)->schema_version()) : util::Result<int>(engine.errors());
}

std::string Store::engine_version()
{
  return sqlite::engine_version();
}

} // namespace myatlas::store
