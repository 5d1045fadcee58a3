#include "services/dossiers/request_documents.hpp"

#include <filesystem>

#include "commands/dossiers/commands.hpp"
#include "commands/options.hpp"
#include "domain/dossiers/document.hpp"
#include "formats/json/json_records.hpp"
#include "output/result_file.hpp"
#include "session.hpp"
#include "util/file.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

struct AttachOptions
{
  std::string file;
  services::DocumentForm form;
};

const std::vector<Field> k_document_fields = {{"request", N_("Dossier")},
                                              {"position", N_("No."), Show::number},
                                              {"kind", N_("Kind"), Show::state},
                                              {"file_name", N_("File")},
                                              {"bytes", N_("Bytes"), Show::number},
                                              {"added_by", N_("Who")},
                                              {"added", N_("When")}};

void bind_attach(CommandLine& line, AttachOptions& o)
{
  line.argument(Kind::file, o.file, N_("The document: PDF, PNG, JPEG or XML, at most 10 MiB"),
                Need::form);
  line.option("--request", o.form.request, "N", N_("Number of the dossier"));
  line.option("--kind", o.form.use, words_known(domain::parse_document_use), N_("What it is"));
}

util::Result<services::DocumentForm> read_attached(const Session&, const AttachOptions& o)
{
  util::Errors missing;
  for (const auto& [name, text] :
       {std::pair{"FILE", &o.file}, {"--request", &o.form.request}, {"--kind", &o.form.use}}) {
    if (text->empty()) {
      missing.push_back(util::Error{"field.required", {name}}.at(name));
    }
  }
  if (!missing.empty()) {
    return missing;
  }
  services::DocumentForm form = o.form;
  TRY_ASSIGN(form.content, util::read_file(o.file, domain::k_most_document_bytes));
  form.file_name = std::filesystem::path(o.file).filename().string();
  return form;
}

util::Result<int> run_attach(Session& session, const services::Context& context,
                             const services::DocumentForm& form)
{
  TRY_ASSIGN(const auto document, as_options(services::attach_document(context, form)));
  Json json = {{"schema", "myatlas/document/1"}};
  json.update(formats::to_json(document));
  return session.show({json, k_document_fields});
}

void bind_list_documents(CommandLine& line, std::string& request)
{
  line.argument(Kind::dossier, request, N_("Number of the dossier"));
}

util::Result<int> run_list_documents(Session& session, const services::Context& context,
                                     const std::string& request)
{
  TRY_ASSIGN(const auto found, services::list_documents(context, request));
  Json documents = Json::array();
  for (const domain::RequestDocument& document : found) {
    documents.push_back(formats::to_json(document));
  }
  return session.show({{{"schema", "myatlas/documents/1"}, {"documents", documents}},
                       k_document_fields,
                       "documents"});
}

struct GetDocumentOptions
{
  std::string request, position, to;
};

void bind_get_document(CommandLine& line, GetDocumentOptions& o)
{
  line.argument(Kind::dossier, o.request, N_("Number of the dossier"));
  line.argument("POSITION", o.position, N_("Number of the document in the list"));
  line.target("--to", o.to, N_("Write it to this file"));
}

util::Result<int> run_get_document(Session& session, const services::Context& context,
                                   const GetDocumentOptions& o)
{
  TRY_ASSIGN(const auto fetched, services::get_document(context, o.request, o.position));
  if (o.to.empty()) {
    return session.print_bytes(fetched.content);
  }
  TRY(write_result(o.to, fetched.content));
  Json json = {{"schema", "myatlas/document/1"}};
  json.update(formats::to_json(fetched.document));
  return session.show({json, k_document_fields});
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
  .declare = with_request<bind_attach, read_attached, run_attach>,
  .store = Use::write,
  .login = Login::required,
  .keyed = true,
};

const Command k_list_documents = {
  .name = "list-documents",
  .group = Group::requests,
  .summary = N_("List the documents of a dossier"),
  .description = N_("Lists the documents attached to a dossier, with who attached them and when."),
  .examples = k_list_documents_examples,
  .declare = with_options<bind_list_documents, run_list_documents>,
  .store = Use::read,
  .login = Login::account_or_host,
};

const Command k_get_document = {
  .name = "get-document",
  .group = Group::requests,
  .summary = N_("Fetch a document of a dossier"),
  .description = N_(
    "Writes a document of a dossier, checked against its digest, to a file or to standard output."),
  .examples = k_get_document_examples,
  .declare = with_options<bind_get_document, run_get_document>,
  .store = Use::read,
  .login = Login::account_or_host,
};

} // namespace myatlas::cli
