#include "store/document_folder.hpp"

#include <unistd.h>

#include "util/try.hpp"

namespace myatlas::store {

namespace fs = std::filesystem;

namespace {

constexpr auto k_old_apart = std::chrono::hours(24); // clocks of hosts differ

} // namespace

DocumentFolder::DocumentFolder(const fs::path& folder)
  : m_folder(folder), m_files(folder, rights_in_folder(folder), k_old_apart)
{
}

util::Outcome DocumentFolder::check_folder() const
{
  std::error_code unreachable;
  return util::fail_unless(fs::is_directory(m_folder, unreachable),
                           {"documents.no_folder", {m_folder.string()}});
}

util::Result<util::FileHandle> DocumentFolder::open(const std::string& digest) const
{
  return m_files.open(digest);
}

util::Result<bool> DocumentFolder::has(const std::string& digest) const
{
  return m_files.has(digest);
}

util::Result<std::unique_ptr<NewDocument>> DocumentFolder::begin(const std::string& digest) const
{
  TRY(check_folder());
  return m_files.begin(digest);
}

util::Outcome DocumentFolder::each(const std::function<void(const DocumentFile&)>& each) const
{
  TRY(check_folder());
  return m_files.each(each);
}

util::Outcome DocumentFolder::remove(const DocumentFile& file) const
{
  return m_files.remove(file);
}

util::Outcome DocumentFolder::check(const std::string& digest) const
{
  return m_files.check(digest);
}

util::Result<std::string> DocumentFolder::mark() const
{
  constexpr std::size_t k_most = 4096;
  TRY(check_folder());
  const util::Result<std::string> text = util::read_file(mark_file(), k_most);
  if (!text && text.error().code == "file.missing") {
    return std::string();
  }
  return text ? util::Result<std::string>(text->substr(0, text->find('\n'))) : text;
}

util::Outcome DocumentFolder::put_mark(const std::string& mark) const
{
  TRY_ASSIGN(const std::string known, this->mark());
  return known.empty() ? util::write_file(mark_file(), mark + "\n", rights_in_folder(m_folder).file)
                       : util::Outcome(util::Done{});
}

util::Outcome DocumentFolder::try_writing() const
{
  TRY(check_folder());
  return util::fail_unless(::access(m_folder.c_str(), W_OK | X_OK) == 0,
                           {"doctor.unwritable", {m_folder.string()}});
}

} // namespace myatlas::store
