#include "operations/dossiers/request_documents.hpp"

#include "commands/dossiers/commands.hpp"
#include "commands/dossiers/requests.hpp"
#include "commands/options.hpp"
#include "domain/dossiers/document.hpp"
#include "output/result_file.hpp"
#include "request.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using operations::Answer;

struct AttachOptions
{
  operations::AttachDocument request;
  std::string file;
};

const std::vector<Field> k_document_fields = {{"request", N_("Dossier")},
                                              {"position", N_("No."), Show::number},
                                              {"kind", N_("Kind"), Show::state},
                                              {"file_name", N_("File")},
                                              {"bytes", N_("Bytes"), Show::number},
                                              {"added_by", N_("Who")},
                                              {"added", N_("When")}};

constexpr FormOption<operations::AttachDocument> k_attach_options[] = {
  {"--request", &operations::AttachDocument::request, k_number_value, N_("Number of the dossier")},
  {"--kind", &operations::AttachDocument::kind, words_for<domain::parse_document_use>,
   N_("What it is")},
};

void bind_document(CommandLine& line, AttachOptions& o)
{
  add_file(line, o.file, o.request.file, N_("The document: PDF, PNG, JPEG or XML, at most 10 MiB"),
           Need::form);
}

void bind_attach(CommandLine& line, AttachOptions& o)
{
  bind_document(line, o);
  add_options(line, o.request, k_attach_options);
}

Outcome read_attached(Session&, AttachOptions& o, LocalFiles& files)
{
  o.request.file = files.send(o.file, domain::k_most_document_bytes);
  return Done{};
}

View document_view(const Json& document)
{
  return {document, k_document_fields};
}

View documents_view(const Json& document)
{
  return {document, k_document_fields, "documents"};
}

struct GetDocumentOptions
{
  operations::DocumentName request;
  std::string to;
};

void bind_get_document(CommandLine& line, GetDocumentOptions& o)
{
  add_dossier(line, o.request.request);
  line.argument("POSITION", o.request.position, N_("Number of the document in the list"));
  add_copy(line, o.to);
}

Result<int> show_document(Session& session, const GetDocumentOptions& o, const Answer& answer)
{
  const std::string& bytes = answer.file->bytes;
  if (o.to.empty()) {
    return session.print_bytes(bytes);
  }
  TRY(write_result(o.to, bytes));
  return session.show(document_view(answer.document));
}

constexpr Example k_attach_examples[] = {
  {N_("The signed quote"), "myatlas attach-document devis.pdf --request D20260000001 --kind quote"},
  {N_("What was asked for, then the answer"),
   "myatlas attach-document programme.pdf --request D20260000001 --kind programme"},
};
constexpr Example k_list_documents_examples[] = {
  {N_("What a dossier holds"), "myatlas list-documents D20260000001"},
  {N_("Their digests"),
   "myatlas list-documents D20260000001 -o json | jq -r '.documents[].digest'"},
};
constexpr Example k_get_document_examples[] = {
  {N_("Into a file"), "myatlas get-document D20260000001 1 --to devis.pdf"},
  {N_("To standard output"), "myatlas get-document D20260000001 1 | pdftotext - -"},
};

} // namespace

const Command k_attach_document = {
  .name = "attach-document",
  .group = Group::requests,
  .summary = N_("Attach a document to a dossier"),
  .description = N_("Attaches a PDF, PNG, JPEG or XML file of at most 10 MiB to a dossier. What it "
                    "is comes from its first bytes, which its name must agree with; it is stored "
                    "once, by its digest. Kinds: quote, convention, programme, cerfa, mandate, "
                    "kbis, attendance, certificate, expenses, break-off, tripartite, other."),
  .examples = k_attach_examples,
  .declare = asks<operations::k_attach_document, bind_attach, document_view, read_attached>,
  .operation = &operations::k_attach_document,
  .keyed = true,
};

const Command k_list_documents = {
  .name = "list-documents",
  .group = Group::requests,
  .summary = N_("List the documents of a dossier"),
  .description = N_("Lists the documents attached to a dossier, with who attached them and when."),
  .examples = k_list_documents_examples,
  .declare = asks<operations::k_list_documents, bind_dossier, documents_view>,
  .operation = &operations::k_list_documents,
};

const Command k_get_document = {
  .name = "get-document",
  .group = Group::requests,
  .summary = N_("Fetch a document of a dossier"),
  .description = N_(
    "Writes a document of a dossier, checked against its digest, to a file or to standard output."),
  .examples = k_get_document_examples,
  .declare = asks<operations::k_get_document, bind_get_document, show_document>,
  .operation = &operations::k_get_document,
};

} // namespace myatlas::cli
