#include "services/import/attachments.hpp"

#include "domain/document.hpp"
#include "util/digest.hpp"
#include "util/file.hpp"

namespace myatlas::services {

util::Result<std::string> Attachments::keep(const std::string& name)
{
  if (m_folder.empty()) {
    return util::Error{"document.no_folder", {name}};
  }
  const util::Result<util::FileHandle> file = util::open_beneath(m_folder, name);
  if (!file) {
    return file.errors();
  }
  const util::Result<std::string> content = util::read_whole(*file, name, domain::k_most_document_bytes);
  if (!content) {
    return content.errors();
  }
  const util::Result<domain::DocumentKind> kind = domain::document_kind(name, *content);
  if (!kind) {
    return kind.errors();
  }
  const store::StoredDocument document{util::sha256_hex(*content), static_cast<std::int64_t>(content->size()),
                                       domain::media_type(*kind)};
  if (m_mode == store::BulkMode::trial) {
    return document.digest;
  }
  const util::Outcome kept = m_context.store.keep_document(document.digest, *content);
  if (!kept) {
    return kept.errors();
  }
  m_context.store.invoices().put_document(document, m_context.now());
  return document.digest;
}

} // namespace myatlas::services
