#include "services/dossiers/documents.hpp"

#include "domain/dossiers/document.hpp"
#include "util/digest.hpp"
#include "util/try.hpp"

namespace myatlas::services {

using store::StoredDocument;
using util::sha256_hex;

Result<StoredDocument> document_of(const std::string& file_name, const std::string& content)
{
  TRY_ASSIGN(const domain::DocumentKind kind, domain::document_kind(file_name, content));
  return StoredDocument{sha256_hex(content), static_cast<std::int64_t>(content.size()),
                        domain::media_type(kind)};
}

std::optional<StoredDocument> document_given(const std::string& file_name,
                                             const std::string& content, Errors& problems)
{
  return file_name.empty() ? std::nullopt
                           : util::collect(document_of(file_name, content), problems, "file");
}

Result<std::string> fetch_document(const Context& context, const std::string& digest,
                                   const std::string& name)
{
  Result<std::string> content = context.store.read_document(digest, domain::k_most_document_bytes);
  return content && sha256_hex(*content) != digest
           ? Result<std::string>(Error{"document.damaged", {name}})
           : content;
}

Outcome put_ahead(const Context& context, const std::string& file_name, const std::string& content)
{
  if (!context.store.documents().is_apart() || file_name.empty()) {
    return util::Done{};
  }
  const auto document = document_of(file_name, content);
  return document ? context.store.put_ahead(document->digest, content) : Outcome(util::Done{});
}

Outcome keep(const Context& context, const StoredDocument& document, const std::string& content)
{
  const Outcome kept = context.store.keep_document(document.digest, content);
  if (kept) {
    context.store.stored_documents().put(document, context.now());
  }
  return kept;
}

} // namespace myatlas::services
