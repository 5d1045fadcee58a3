#include "services/dossiers/request_documents.hpp"

#include <algorithm>

#include "domain/dossiers/document.hpp"
#include "formats/json/json_records.hpp"
#include "services/dossiers/documents.hpp"
#include "services/dossiers/seen_request.hpp"
#include "util/digest.hpp"
#include "util/file.hpp"
#include "util/try.hpp"

namespace myatlas::services {

util::Result<domain::RequestDocument> attach_document(const Context& context,
                                                      const DocumentForm& form)
{
  TRY(acting_account(context));
  util::Errors problems;
  store::Transaction write(context.store, context.deed());
  const auto use = util::collect(domain::parse_document_use(form.use), problems, "kind");
  const auto file = util::collect(document_of(form.file_name, form.content), problems, "file");
  const auto request =
    util::collect(own_request(context, form.request, Act::attach), problems, "request");
  if (request && !domain::state_facts(request->state).open) {
    problems.push_back(
      util::Error{"document.request_final", {request->number, domain::to_text(request->state)}}.at(
        "request"));
  }
  if (!problems.empty() || !use || !file || !request) {
    return problems;
  }
  domain::RequestDocument document{.request = request->number,
                                   .use = *use,
                                   .file_name = form.file_name,
                                   .digest = file->digest,
                                   .media_type = file->media_type,
                                   .bytes = file->bytes,
                                   .added_by = context.actor.name(),
                                   .added = context.now()};
  store::FundingRequests requests = context.store.funding_requests();
  for (const domain::RequestDocument& there : requests.documents(*request)) {
    if (there.digest == document.digest && there.use == document.use) {
      return util::Error{"document.attached", {form.file_name, std::to_string(there.position)}}.at(
        "file");
    }
  }
  TRY(keep(context, *file, form.content));
  requests.add_document(*request, document);
  write.record({store::AuditKind::funding_request, request->number}, std::nullopt,
               formats::audit_text(document));
  write.commit();
  return document;
}

util::Result<std::vector<domain::RequestDocument>> list_documents(const Context& context,
                                                                  const std::string& request)
{
  TRY_ASSIGN(const auto found, shown_request(context, request));
  return shown_documents(context, found);
}

util::Result<FetchedDocument> get_document(const Context& context, const std::string& request,
                                           const std::string& position)
{
  TRY_ASSIGN(const auto documents, list_documents(context, request));
  const auto found = std::ranges::find_if(documents, [&](const domain::RequestDocument& d) {
    return std::to_string(d.position) == position;
  });
  if (found == documents.end()) {
    return util::Error{"document.unknown", {request, position}}.at("position");
  }
  TRY_ASSIGN(const std::string content, fetch_document(context, found->digest, found->file_name));
  return FetchedDocument{*found, content};
}

} // namespace myatlas::services
