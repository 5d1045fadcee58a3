#pragma once

#include "store/document_place.hpp"

namespace myatlas::store {

// The documents apart of one store. Before anything is kept, taken away or found missing, the mark
// of the place is compared with what the store knows, once: documents.not_ours (place). What is
// read is compared with its digest: store.document_changed (digest).
class MarkedDocuments final : public Documents
{
public:
  // `is_named_elsewhere`: of a digest, by a store that was put aside and is still there.
  MarkedDocuments(const DocumentsThere& there, std::string mark,
                  std::function<bool(const std::string&)> is_named_elsewhere);

  util::Result<util::FileHandle> open(const std::string& digest) const override;
  util::Result<bool> has(const std::string& digest) const override;
  util::Result<std::unique_ptr<NewDocument>> begin(const std::string& digest) const override;
  util::Outcome each(const std::function<void(const DocumentFile&)>& each) const override;
  util::Outcome remove(const DocumentFile& file) const override;
  util::Outcome check(const std::string& digest) const override;
  bool is_apart() const override { return true; }
  util::Outcome look() const override;
  util::Outcome try_writing() const override;

private:
  std::string m_name; // of the place
  std::unique_ptr<DocumentsApart> m_documents;
  std::string m_mark;
  std::function<bool(const std::string&)> m_is_named_elsewhere;
  mutable bool m_is_known = false;
};

// Makes the place that of the store with this mark: documents.taken (place) where it has another's.
util::Outcome claim(const DocumentsThere& there, const std::string& mark);

} // namespace myatlas::store
