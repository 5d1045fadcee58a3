#pragma once

#include "store/documents.hpp"
#include "store/postgres/connection.hpp"

namespace myatlas::store::postgres {

// The documents of a store that are in its database, in parts of a megabyte: they are committed,
// replicated and saved with the rows that name them. No large objects: those are nobody's when
// their row goes, and are not replicated logically.
class DocumentParts final : public Documents
{
public:
  explicit DocumentParts(Connection& connection) : m_connection(connection) {} // which outlives it

  util::Result<util::FileHandle>
  open(const std::string& digest) const override; // a file without a name
  util::Result<bool> has(const std::string& digest) const override;
  util::Result<std::unique_ptr<NewDocument>> begin(const std::string& digest) const override;
  util::Outcome each(const std::function<void(const DocumentFile&)>& each) const override;
  util::Outcome remove(const DocumentFile& file) const override;
  util::Outcome check(const std::string& digest) const override;

private:
  Connection& m_connection;
};

} // namespace myatlas::store::postgres
