#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "util/digest.hpp"
#include "util/file.hpp"
#include "util/result.hpp"

namespace myatlas::store {

// What is known of a document that is kept.
struct StoredDocument
{
  std::string digest; // SHA-256, its name
  std::int64_t bytes = 0;
  std::string media_type;
};

// A document on its way in: nobody sees it until keep(), and it is only kept when it is what its
// digest says.
class NewDocument
{
public:
  virtual ~NewDocument() = default;
  virtual util::Outcome append(std::string_view bytes) = 0;
  virtual util::Outcome keep() = 0; // store.document_changed (digest)
};

// A document as it is kept: one that is whole, or what a killed program left of one.
struct DocumentFile
{
  std::string name;           // its digest, or the digest and six characters more
  std::filesystem::path path; // where it lies; its name where that is no file
  std::int64_t bytes = 0;
  bool is_old = false; // an hour at least, a day apart from the store: nobody is still writing it,
                       // or about to name it
};

// store.digest (text): it is none.
inline util::Outcome check_digest(const std::string& digest)
{
  if (util::is_digest(digest)) {
    return util::Done{};
  }
  return util::Error{"store.digest", {digest}};
}

// Where a store has its documents, each under its SHA-256: files beside it, or the database itself.
// All fail with store.digest (text) for what is no digest.
class Documents
{
public:
  virtual ~Documents() = default;

  virtual util::Result<util::FileHandle>
  open(const std::string& digest) const = 0; // file.missing (digest)
  virtual util::Result<bool> has(const std::string& digest) const = 0;
  virtual util::Result<std::unique_ptr<NewDocument>> begin(const std::string& digest) const = 0;
  virtual util::Outcome each(const std::function<void(const DocumentFile&)>& each) const = 0;
  virtual util::Outcome remove(const DocumentFile& file) const = 0;

  // Whether the whole of it is what its digest says: store.document_missing, store.document_changed
  // (digest).
  virtual util::Outcome check(const std::string& digest) const = 0;

  // Whether it is a place of its own, which may let wait: what is kept there is put before the
  // store is locked.
  virtual bool is_apart() const { return false; }

  // What is wrong with the place as a whole, by asking it; and whether it takes anything.
  virtual util::Outcome look() const { return util::Done{}; }
  virtual util::Outcome try_writing() const { return util::Done{}; }
};

// Documents outside the database and the store's folder, where others may have theirs: a mark says
// whose these are.
class DocumentsApart : public Documents
{
public:
  bool is_apart() const final { return true; }

  virtual util::Result<std::string> mark() const = 0;                // empty: there is none
  virtual util::Outcome put_mark(const std::string& mark) const = 0; // nothing where there is one
};

// Its name beside the documents, which are called by digests.
inline constexpr const char* k_mark_name = "myatlas-store";

} // namespace myatlas::store
