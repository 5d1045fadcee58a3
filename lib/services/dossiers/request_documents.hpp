#pragma once

#include <string>
#include <vector>

#include "domain/dossiers/request_document.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// A file on its way into a dossier.
struct DocumentForm
{
  std::string request, use, file_name, content; // the name without its folder
};

// Attaches a file to a dossier the account manages or provides for, stored once by its digest:
// request.unknown, document.request_final (state), document.use_unknown, document.empty,
// document.kind, document.extension, and document.attached (name, position) when the very same file
// is there for the same use.
Result<domain::RequestDocument> attach_document(const Context& context, const DocumentForm& form);

Result<std::vector<domain::RequestDocument>> list_documents(const Context& context,
                                                            const std::string& request);

struct FetchedDocument
{
  domain::RequestDocument document;
  std::string content;
};

// The file itself, checked against its digest: document.unknown (request, position),
// document.damaged (name).
Result<FetchedDocument> get_document(const Context& context, const std::string& request,
                                     const std::string& position);

} // namespace myatlas::services
