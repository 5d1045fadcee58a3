#include "store/tables/stored_documents.hpp"

#include "store/rows.hpp"

namespace myatlas::store {

namespace {

constexpr auto k_stored_document = table<StoredDocument>(
  "document", Column("digest", &StoredDocument::digest, Part::key),
  Column("bytes", &StoredDocument::bytes), Column("media_type", &StoredDocument::media_type),
  Given("stored", Part::once));

} // namespace

void StoredDocuments::put(const StoredDocument& document, util::Instant now)
{
  add_if_new<k_stored_document>(m_engine, document, {now});
}

} // namespace myatlas::store
