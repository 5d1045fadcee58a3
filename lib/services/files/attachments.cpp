#include "services/files/attachments.hpp"

#include "domain/dossiers/document.hpp"
#include "services/dossiers/documents.hpp"
#include "util/file.hpp"
#include "util/try.hpp"

namespace myatlas::services {

util::Result<Attachments::Found> Attachments::read(const std::string& name) const
{
  if (m_folder.empty()) {
    return util::Error{"document.no_folder", {name}};
  }
  TRY_ASSIGN(const util::FileHandle file, util::open_beneath(m_folder, name));
  TRY_ASSIGN(std::string content, util::read_whole(file, name, domain::k_most_document_bytes));
  TRY_ASSIGN(const store::StoredDocument document, document_of(name, content));
  return Found{document, std::move(content)};
}

util::Result<std::string> Attachments::check(const std::string& name) const
{
  TRY_ASSIGN(const Found found, read(name));
  return found.document.digest;
}

// What is wrong with a file is told with its row.
util::Outcome Attachments::put_ahead(const std::string& name) const
{
  const util::Result<Found> found = read(name);
  return found ? m_context.store.put_ahead(found->document.digest, found->content)
               : util::Outcome(util::Done{});
}

util::Result<std::string> Attachments::keep(const std::string& name)
{
  TRY_ASSIGN(const Found found, read(name));
  if (is_trial() && m_seen) {
    m_seen(name);
  }
  if (is_trial() &&
      m_rows ==
        store::BulkMode::write) { // what they refer to has to be there, and is undone with them
    m_context.store.stored_documents().put(found.document, m_context.now());
  }
  const util::Outcome kept = is_trial() ? util::Outcome(util::Done{})
                                        : services::keep(m_context, found.document, found.content);
  return kept ? util::Result<std::string>(found.document.digest)
              : util::Result<std::string>(kept.errors());
}

} // namespace myatlas::services
