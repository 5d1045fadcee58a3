// Documents of dossiers.
#include "operations/dossiers/request_documents.hpp"

#include "formats/json/json_records.hpp"
#include "operations/documents.hpp"
#include "services/dossiers/request_documents.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

constexpr const char* k_document_answer = "myatlas/document/1";
constexpr const char* k_documents_answer = "myatlas/documents/1";

Result<services::DocumentForm> document_asked(const AttachDocument& request, const Files& files)
{
  TRY_ASSIGN(std::string content, files.find(request.file).or_at("file"));
  return services::DocumentForm{.request = request.request,
                                .use = request.kind,
                                .file_name = request.file.name,
                                .content = std::move(content)};
}

Result<Json> attach_document(const Context& context, const services::DocumentForm& form)
{
  TRY_ASSIGN(const auto attached, services::attach_document(context, form));
  return document(k_document_answer, formats::to_json(attached));
}

Json document_row(const domain::RequestDocument& one)
{
  return formats::to_json(one);
}

Result<Json> list_documents(const Context& context, const DossierName& name)
{
  return list_of(k_documents_answer, "documents", services::list_documents(context, name.request),
                 document_row);
}

Result<Answer> get_document(const Context& context, const DocumentName& name)
{
  TRY_ASSIGN(const auto fetched, services::get_document(context, name.request, name.position));
  return Answer{.document = document(k_document_answer, formats::to_json(fetched.document)),
                .file = AnswerFile{fetched.document.file_name, fetched.content}};
}

} // namespace

constexpr OperationOf<AttachDocument> k_attach_document =
  operation<document_asked, attach_document>({
    .name = "attach-document",
    .effect = Effect::write,
    .who = Who::account,
    .answer = k_document_answer,
  });

constexpr OperationOf<DossierName> k_list_documents =
  operation<list_documents>({.name = "list-documents", .answer = k_documents_answer});

constexpr OperationOf<DocumentName> k_get_document =
  operation<get_document>({.name = "get-document", .answer = k_document_answer});

} // namespace myatlas::operations
