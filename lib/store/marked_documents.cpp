#include "store/marked_documents.hpp"

#include <unistd.h>

#include "util/try.hpp"

namespace myatlas::store {

namespace {

bool is_missing(const util::Error& error)
{
  return error.code == "file.missing";
}

} // namespace

MarkedDocuments::MarkedDocuments(const DocumentsThere& there, std::string mark,
                                 std::function<bool(const std::string&)> is_named_elsewhere)
  : m_name(there.place.name), m_documents(there.reach()), m_mark(std::move(mark)),
    m_is_named_elsewhere(std::move(is_named_elsewhere))
{
}

util::Outcome MarkedDocuments::look() const
{
  if (m_is_known) {
    return util::Done{};
  }
  TRY_ASSIGN(const std::string found, m_documents->mark());
  m_is_known = found == m_mark;
  return util::fail_unless(m_is_known, {"documents.not_ours", {m_name}});
}

util::Result<util::FileHandle> MarkedDocuments::open(const std::string& digest) const
{
  util::Result<util::FileHandle> file = m_documents->open(digest);
  if (!file && is_missing(file.error())) {
    TRY(look());
  }
  if (!file) {
    return file;
  }
  TRY_ASSIGN(const std::string found, util::sha256_of(*file, digest));
  ::lseek(file->get(), 0, SEEK_SET);
  return found == digest
           ? std::move(file)
           : util::Result<util::FileHandle>(util::Error{"store.document_changed", {digest}});
}

util::Result<bool> MarkedDocuments::has(const std::string& digest) const
{
  TRY(look());
  return m_documents->has(digest);
}

util::Result<std::unique_ptr<NewDocument>> MarkedDocuments::begin(const std::string& digest) const
{
  TRY(look());
  return m_documents->begin(digest);
}

util::Outcome MarkedDocuments::each(const std::function<void(const DocumentFile&)>& each) const
{
  TRY(look());
  return m_documents->each([&](const DocumentFile& file) {
    if (!file.is_old || !m_is_named_elsewhere(file.name)) {
      each(file);
    }
  });
}

util::Outcome MarkedDocuments::remove(const DocumentFile& file) const
{
  TRY(look());
  return m_documents->remove(file);
}

util::Outcome MarkedDocuments::check(const std::string& digest) const
{
  TRY(look());
  return m_documents->check(digest);
}

util::Outcome MarkedDocuments::try_writing() const
{
  TRY(look());
  return m_documents->try_writing();
}

util::Outcome claim(const DocumentsThere& there, const std::string& mark)
{
  const std::unique_ptr<DocumentsApart> documents = there.reach();
  TRY(documents->put_mark(mark));
  TRY_ASSIGN(const std::string found, documents->mark());
  return util::fail_unless(found == mark, {"documents.taken", {there.place.name}});
}

} // namespace myatlas::store
