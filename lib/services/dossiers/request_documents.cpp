#include "services/dossiers/request_documents.hpp"

#include <algorithm>

#include "domain/dossiers/document.hpp"
#include "formats/json/json_records.hpp"
#include "services/dossiers/documents.hpp"
#include "services/dossiers/seen_request.hpp"
#include "util/file.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::FundingRequest;
using domain::RequestDocument;
using util::collect;

Error request_is_final(const FundingRequest& request)
{
  return Error{"document.request_final", {request.number, to_text(request.state)}}.at("request");
}

// A dossier that may still get documents.
Result<FundingRequest> request_to_attach_to(const Context& context, const std::string& number)
{
  TRY_ASSIGN(const FundingRequest request, own_request(context, number, Act::attach));
  if (!domain::state_facts(request.state).open) {
    return request_is_final(request);
  }
  return request;
}

Error attached_already(const RequestDocument& there, const std::string& file_name)
{
  return Error{"document.attached", {file_name, std::to_string(there.position)}}.at("file");
}

// The very same file, for the same use.
bool is_same_file(const RequestDocument& one, const RequestDocument& other)
{
  return one.digest == other.digest && one.use == other.use;
}

Outcome check_is_new(const RequestDocument& document, const std::vector<RequestDocument>& there)
{
  const auto same = std::ranges::find_if(
    there, [&](const RequestDocument& one) { return is_same_file(one, document); });
  return same == there.end() ? Outcome(Done{})
                             : Outcome(attached_already(*same, document.file_name));
}

// With its line in the audit.
void put_document(const Context& context, Transaction& write, const FundingRequest& request,
                  RequestDocument& document)
{
  context.store.funding_requests().add_document(request, document);
  write.record({store::AuditKind::funding_request, request.number}, std::nullopt,
               formats::audit_text(document));
}

} // namespace

Result<RequestDocument> attach_document(const Context& context, const DocumentForm& form)
{
  TRY(acting_account(context));
  TRY(put_ahead(context, form.file_name, form.content));
  Errors problems;
  Transaction write = context.begin();
  const auto use = collect(domain::parse_document_use(form.use), problems, "kind");
  const auto file = collect(document_of(form.file_name, form.content), problems, "file");
  const auto request = collect(request_to_attach_to(context, form.request), problems, "request");
  if (!problems.empty() || !use || !file || !request) {
    return problems;
  }
  RequestDocument document{.request = request->number,
                           .use = *use,
                           .file_name = form.file_name,
                           .digest = file->digest,
                           .media_type = file->media_type,
                           .bytes = file->bytes,
                           .added_by = context.actor.name(),
                           .added = context.now()};
  TRY(check_is_new(document, context.store.funding_requests().documents(*request)));
  TRY(keep(context, *file, form.content));
  put_document(context, write, *request, document);
  write.commit();
  return document;
}

Result<std::vector<RequestDocument>> list_documents(const Context& context,
                                                    const std::string& request)
{
  TRY_ASSIGN(const auto found, shown_request(context, request));
  return shown_documents(context, found);
}

namespace {

const RequestDocument* document_at(const std::vector<RequestDocument>& documents,
                                   const std::string& position)
{
  const auto found = std::ranges::find_if(documents, [&](const RequestDocument& one) {
    return std::to_string(one.position) == position;
  });
  return found == documents.end() ? nullptr : &*found;
}

Error unknown_document(const std::string& request, const std::string& position)
{
  return Error{"document.unknown", {request, position}}.at("position");
}

} // namespace

Result<FetchedDocument> get_document(const Context& context, const std::string& request,
                                     const std::string& position)
{
  TRY_ASSIGN(const auto documents, list_documents(context, request));
  const RequestDocument* found = document_at(documents, position);
  if (found == nullptr) {
    return unknown_document(request, position);
  }
  TRY_ASSIGN(const std::string content, fetch_document(context, found->digest, found->file_name));
  return FetchedDocument{*found, content};
}

} // namespace myatlas::services
