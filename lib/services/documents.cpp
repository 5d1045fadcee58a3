#include "services/documents.hpp"

#include "domain/document.hpp"
#include "util/digest.hpp"

namespace myatlas::services {

util::Result<store::StoredDocument> document_of(const std::string& file_name, const std::string& content)
{
  const util::Result<domain::DocumentKind> kind = domain::document_kind(file_name, content);
  if (!kind) {
    return kind.errors();
  }
  return store::StoredDocument{util::sha256_hex(content), static_cast<std::int64_t>(content.size()), domain::media_type(*kind)};
}

util::Outcome keep(const Context& context, const store::StoredDocument& document, const std::string& content)
{
  const util::Outcome kept = context.store.keep_document(document.digest, content);
  if (kept) {
    context.store.invoices().put_document(document, context.now());
  }
  return kept;
}

} // namespace myatlas::services
