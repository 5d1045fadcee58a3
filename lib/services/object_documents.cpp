#include "services/object_documents.hpp"

#include <ctime>

#include "util/digest.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using gateway::FoundObject;
using gateway::ObjectStore;
using store::DocumentFile;
using util::FileHandle;

constexpr std::int64_t k_old_object_seconds = 24LL * 3600;

// Written to a file without a name, and sent when it is whole and what its digest says.
class NewObject final : public store::NewDocument
{
public:
  NewObject(ObjectStore& objects, FileHandle file, std::string digest)
    : m_objects(objects), m_file(std::move(file)), m_digest(std::move(digest))
  {
  }

  util::Outcome append(std::string_view bytes) override
  {
    m_sha.update(bytes);
    return util::write_through(m_file, bytes);
  }

  util::Outcome keep() override
  {
    TRY(util::fail_unless(m_sha.hex() == m_digest, {"store.document_changed", {m_digest}}));
    return m_objects.put_if_absent(m_digest, m_file, m_digest);
  }

private:
  ObjectStore& m_objects;
  FileHandle m_file;
  std::string m_digest;
  util::Sha256 m_sha;
};

util::Outcome put_text(ObjectStore& objects, const std::string& name, const std::string& text)
{
  TRY_ASSIGN(const FileHandle file, util::unnamed_file());
  TRY(util::write_through(file, text));
  return objects.put_if_absent(name, file, util::sha256_hex(text));
}

DocumentFile document_file(const FoundObject& object, const std::string& place)
{
  return {.name = object.name,
          .path = place + "/" + object.name,
          .bytes = object.bytes,
          .is_old = std::time(nullptr) - object.modified > k_old_object_seconds};
}

} // namespace

util::Result<ObjectStore*> ObjectDocuments::objects() const
{
  if (!m_objects) {
    TRY_ASSIGN(ObjectStore reached, m_reach());
    m_objects.emplace(std::move(reached));
  }
  return &*m_objects;
}

util::Result<FileHandle> ObjectDocuments::open(const std::string& digest) const
{
  TRY(store::check_digest(digest));
  TRY_ASSIGN(ObjectStore* const objects, this->objects());
  return objects->get(digest);
}

util::Result<bool> ObjectDocuments::has(const std::string& digest) const
{
  TRY(store::check_digest(digest));
  TRY_ASSIGN(ObjectStore* const objects, this->objects());
  return objects->has(digest);
}

util::Result<std::unique_ptr<store::NewDocument>>
ObjectDocuments::begin(const std::string& digest) const
{
  TRY(store::check_digest(digest));
  TRY_ASSIGN(ObjectStore* const objects, this->objects());
  TRY_ASSIGN(FileHandle file, util::unnamed_file());
  return std::unique_ptr<store::NewDocument>(
    std::make_unique<NewObject>(*objects, std::move(file), digest));
}

// What has another name is not ours.
util::Outcome ObjectDocuments::each(const std::function<void(const DocumentFile&)>& each) const
{
  TRY_ASSIGN(ObjectStore* const objects, this->objects());
  return objects->list([&](const FoundObject& object) {
    if (util::is_digest(object.name)) {
      each(document_file(object, m_name));
    }
  });
}

util::Outcome ObjectDocuments::remove(const DocumentFile& file) const
{
  TRY(store::check_digest(file.name));
  TRY_ASSIGN(ObjectStore* const objects, this->objects());
  return objects->remove(file.name);
}

util::Outcome ObjectDocuments::check(const std::string& digest) const
{
  const util::Result<FileHandle> file = open(digest);
  if (!file) {
    return file.error().code == "file.missing" ? util::Error{"store.document_missing", {digest}}
                                               : util::Outcome(file.errors());
  }
  TRY_ASSIGN(const std::string found, util::sha256_of(*file, digest));
  return util::fail_unless(found == digest, {"store.document_changed", {digest}});
}

util::Result<std::string> ObjectDocuments::mark() const
{
  constexpr std::size_t k_most = 4096;
  TRY_ASSIGN(ObjectStore* const objects, this->objects());
  const util::Result<FileHandle> file = objects->get(store::k_mark_name);
  if (!file && file.error().code == "file.missing") {
    return std::string();
  }
  TRY_ASSIGN(const std::string text,
             file ? util::read_whole(*file, store::k_mark_name, k_most) : file.errors());
  return text.substr(0, text.find('\n'));
}

util::Outcome ObjectDocuments::put_mark(const std::string& mark) const
{
  TRY_ASSIGN(const std::string known, this->mark());
  if (!known.empty()) {
    return util::Done{};
  }
  TRY_ASSIGN(ObjectStore* const objects, this->objects());
  return put_text(*objects, store::k_mark_name, mark + "\n");
}

// The mark once more: the right to put is asked for before anything else, and nothing is changed.
util::Outcome ObjectDocuments::try_writing() const
{
  TRY_ASSIGN(const std::string known, mark());
  TRY_ASSIGN(ObjectStore* const objects, this->objects());
  return put_text(*objects, store::k_mark_name, known + "\n");
}

} // namespace myatlas::services
