#include "services/import/attachments.hpp"

#include "domain/document.hpp"
#include "services/documents.hpp"
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
  const util::Result<store::StoredDocument> document = document_of(name, *content);
  if (!document) {
    return document.errors();
  }
  if (m_mode != store::BulkMode::trial) {
    const util::Outcome kept = services::keep(m_context, *document, *content);
    if (!kept) {
      return kept.errors();
    }
  }
  return document->digest;
}

} // namespace myatlas::services
