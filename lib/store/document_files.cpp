#include "store/document_files.hpp"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <ctime>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "util/crypto.hpp"
#include "util/try.hpp"

namespace myatlas::store {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t k_digest_digits = 64, k_folder_digits = 2;

// A folder by its name in another one, which is AT_FDCWD for a whole path; `path` is for messages.
util::Result<util::FileHandle> folder_at(int above, const std::string& name, const fs::path& path)
{
  util::FileHandle folder(
    ::openat(above, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (folder) {
    return folder;
  }
  const int reason = errno;
  struct stat facts = {};
  const bool is_link =
    ::fstatat(above, name.c_str(), &facts, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(facts.st_mode);
  return is_link ? util::Error{"store.folder_link", {path.string()}}
                 : util::system_error(path, reason);
}

util::Result<util::FileHandle> made_folder_at(int above, const std::string& name,
                                              const fs::path& path, Rights rights)
{
  if (make_folder(above, name.c_str(), rights) != 0 && errno != EEXIST) {
    return util::system_error(path, errno);
  }
  return folder_at(above, name, path);
}

// "<digest>", or "<digest>.XXXXXX" of one that is not whole yet.
bool is_document_name(std::string_view name, std::string_view two)
{
  const std::string_view end = name.substr(std::min(name.size(), k_digest_digits));
  const bool is_unfinished =
    end.size() == 7 && end[0] == '.' &&
    std::ranges::all_of(end.substr(1), [](unsigned char c) { return std::isalnum(c) != 0; });
  return util::is_digest(name.substr(0, k_digest_digits)) && name.starts_with(two) &&
         (end.empty() || is_unfinished);
}

struct CloseListing
{
  void operator()(DIR* listing) const { ::closedir(listing); }
};

// The names in a folder, in order, but for itself and the one above.
std::vector<std::string> names_in(const util::FileHandle& folder)
{
  std::vector<std::string> names;
  const std::unique_ptr<DIR, CloseListing> listing(
    ::fdopendir(::fcntl(folder.get(), F_DUPFD_CLOEXEC, 0)));
  for (const dirent* entry = listing ? ::readdir(listing.get()) : nullptr; entry != nullptr;
       entry = ::readdir(listing.get())) {
    names.emplace_back(entry->d_name);
  }
  std::erase_if(names, [](const std::string& name) { return name == "." || name == ".."; });
  std::ranges::sort(names);
  return names;
}

// A file under another name until it is kept.
class NewFileDocument final : public NewDocument
{
public:
  NewFileDocument(util::FileHandle folder, util::FileHandle file, fs::path path,
                  std::string temporary)
    : m_folder(std::move(folder)), m_file(std::move(file)), m_path(std::move(path)),
      m_temporary(std::move(temporary))
  {
  }
  ~NewFileDocument() override;
  NewFileDocument(const NewFileDocument&) = delete;
  NewFileDocument& operator=(const NewFileDocument&) = delete;

  util::Outcome append(std::string_view bytes) override;
  util::Outcome keep() override;

private:
  util::FileHandle m_folder, m_file;
  fs::path m_path;
  std::string m_temporary; // its name in the folder; empty once it is in place
  util::Sha256 m_sha;
};

NewFileDocument::~NewFileDocument()
{
  if (m_folder && !m_temporary.empty()) {
    ::unlinkat(m_folder.get(), m_temporary.c_str(), 0);
  }
}

util::Outcome NewFileDocument::append(std::string_view bytes)
{
  m_sha.update(bytes);
  if (!util::write_through(m_file, bytes)) {
    return util::system_error(m_path, errno);
  }
  return util::Done{};
}

util::Outcome NewFileDocument::keep()
{
  const std::string digest = m_path.filename().string();
  if (m_sha.hex() != digest) {
    return util::Error{"store.document_changed", {digest}};
  }
  if (::fsync(m_file.get()) != 0 ||
      ::renameat(m_folder.get(), m_temporary.c_str(), m_folder.get(), digest.c_str()) != 0) {
    return util::system_error(m_path, errno);
  }
  m_temporary.clear();
  return ::fsync(m_folder.get()) == 0 ? util::Outcome(util::Done{})
                                      : util::Outcome(util::system_error(m_path, errno));
}

} // namespace

// The folder of two digits that a document is in.
util::Result<util::FileHandle> DocumentFiles::subfolder(const std::string& digest) const
{
  if (const util::Outcome named = check_digest(digest); !named) {
    return named.errors();
  }
  const std::string two = digest.substr(0, k_folder_digits);
  TRY_ASSIGN(const util::FileHandle all, folder_at(AT_FDCWD, m_folder.string(), m_folder));
  return folder_at(all.get(), two, m_folder / two);
}

util::Result<util::FileHandle> DocumentFiles::open(const std::string& digest) const
{
  TRY_ASSIGN(const util::FileHandle folder, subfolder(digest));
  const fs::path path = m_folder / digest.substr(0, k_folder_digits) / digest;
  util::FileHandle file(
    ::openat(folder.get(), digest.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!file) {
    return errno == ELOOP ? util::Error{"store.folder_link", {path.string()}}
                          : util::system_error(path, errno);
  }
  struct stat facts = {};
  const bool is_regular = ::fstat(file.get(), &facts) == 0 && S_ISREG(facts.st_mode);
  return is_regular
           ? util::Result<util::FileHandle>(std::move(file))
           : util::Result<util::FileHandle>(util::Error{"file.not_regular", {path.string()}});
}

util::Result<bool> DocumentFiles::has(const std::string& digest) const
{
  const util::Result<util::FileHandle> file = open(digest);
  const bool absent = !file && file.error().code == "file.missing";
  return file || absent ? util::Result<bool>(bool(file)) : util::Result<bool>(file.errors());
}

util::Result<std::unique_ptr<NewDocument>> DocumentFiles::begin(const std::string& digest) const
{
  if (const util::Outcome named = check_digest(digest); !named) {
    return named.errors();
  }
  if (const util::Outcome above = util::make_private_folder(m_folder.parent_path()); !above) {
    return above.errors();
  }
  const std::string two = digest.substr(0, k_folder_digits);
  const util::Result<util::FileHandle> all =
    made_folder_at(AT_FDCWD, m_folder.string(), m_folder, m_rights);
  TRY_ASSIGN(util::FileHandle folder, all
                                        ? made_folder_at(all->get(), two, m_folder / two, m_rights)
                                        : util::Result<util::FileHandle>(all.errors()));
  const std::string temporary = digest + "." + util::to_hex(util::random_bytes(3));
  const fs::path path = m_folder / two / digest;
  util::FileHandle file(::openat(folder.get(), temporary.c_str(),
                                 O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!file) {
    return util::system_error(path, errno);
  }
  if (m_rights.is_shared()) {
    give(file, m_rights.file);
  }
  return std::unique_ptr<NewDocument>(
    std::make_unique<NewFileDocument>(std::move(folder), std::move(file), path, temporary));
}

void DocumentFiles::each_in(const util::FileHandle& folder, const std::string& two,
                            const std::function<void(const DocumentFile&)>& each) const
{
  for (const std::string& name : names_in(folder)) {
    struct stat facts = {};
    const bool is_file = ::fstatat(folder.get(), name.c_str(), &facts, AT_SYMLINK_NOFOLLOW) == 0 &&
                         S_ISREG(facts.st_mode);
    if (is_file && is_document_name(name, two)) {
      each({name, m_folder / two / name, facts.st_size,
            std::time(nullptr) - facts.st_mtim.tv_sec > m_old.count()});
    }
  }
}

util::Outcome DocumentFiles::each(const std::function<void(const DocumentFile&)>& each) const
{
  const util::Result<util::FileHandle> all = folder_at(AT_FDCWD, m_folder.string(), m_folder);
  if (!all) {
    return all.error().code == "file.missing" ? util::Outcome(util::Done{})
                                              : util::Outcome(all.errors());
  }
  for (const std::string& two : names_in(*all)) {
    if (two.size() != k_folder_digits || two.find_first_not_of("0123456789abcdef") != two.npos) {
      continue;
    }
    TRY_ASSIGN(const util::FileHandle folder, folder_at(all->get(), two, m_folder / two));
    each_in(folder, two, each);
  }
  return util::Done{};
}

util::Outcome DocumentFiles::remove(const DocumentFile& file) const
{
  TRY_ASSIGN(const util::FileHandle folder, subfolder(file.name.substr(0, k_digest_digits)));
  return ::unlinkat(folder.get(), file.name.c_str(), 0) == 0
           ? util::Outcome(util::Done{})
           : util::Outcome(util::system_error(file.path, errno));
}

util::Outcome DocumentFiles::check(const std::string& digest) const
{
  const util::Result<util::FileHandle> file = open(digest);
  if (!file && (file.error().code == "store.digest" || file.error().code == "store.folder_link")) {
    return file.errors();
  }
  const util::Result<std::string> found =
    file ? util::sha256_of(*file, digest) : util::Result<std::string>(file.errors());
  if (!found) {
    return util::Error{"store.document_missing", {digest}};
  }
  return *found == digest ? util::Outcome(util::Done{})
                          : util::Outcome(util::Error{"store.document_changed", {digest}});
}

} // namespace myatlas::store
