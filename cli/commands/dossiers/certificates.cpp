#include "services/dossiers/certificates.hpp"

#include <filesystem>

#include "commands/dossiers/commands.hpp"
#include "commands/options.hpp"
#include "domain/dossiers/document.hpp"
#include "formats/json/json_records.hpp"
#include "formats/pdf/certificate_pdf.hpp"
#include "output/result_file.hpp"
#include "session.hpp"
#include "util/file.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using services::CertificateForm;

struct UploadCertificateOptions
{
  CertificateForm form;
  std::string file, pdf;
};

constexpr TextOption<CertificateForm> k_certificate_options[] = {
  {"--request", &CertificateForm::request, "N", N_("Number of the dossier")},
  {"--trainee", &CertificateForm::trainee, "NAME", N_("The trainee (default: the only one)")},
  {"--module", &CertificateForm::module, "K",
   N_("Module of the dossier it is for (default: the provider's only one)")},
  {"--from", &CertificateForm::from, "D", N_("First day covered (default: that of the dossier)")},
  {"--to", &CertificateForm::to, "D", N_("Last day covered (default: that of the dossier)")},
  {"--hours", &CertificateForm::hours, "H", N_("Hours carried out")},
  {"--kind", &CertificateForm::kind, "final|intermediate",
   N_("Final, or of a part (default: final when it reaches the last day)")},
  {"--replaces", &CertificateForm::replaces, "NUMBER",
   N_("A certificate that was made wrongly, which this one takes the place of")},
  {"--representative", &CertificateForm::representative, "NAME", N_("Who signs for the provider")},
  {"--representative-title", &CertificateForm::representative_title, "M|MME",
   N_("Title of who signs (default: that of the account, when its holder signs)")},
  {"--role", &CertificateForm::role, "TEXT", N_("As what: director, manager…")},
  {"--activity-number", &CertificateForm::activity_number, "NDA",
   N_("Declaration of activity, 11 digits")},
  {"--place", &CertificateForm::place, "TEXT", N_("Where it is signed")},
  {"--date", &CertificateForm::date, "D", N_("When it is signed (default: today)")},
};

void bind_upload_certificate(CommandLine& line, UploadCertificateOptions& o)
{
  line.argument(Kind::file, o.file,
                N_("One that was signed: PDF, PNG, JPEG or XML, at most 10 MiB"), Need::none);
  add_options(line, o.form, k_certificate_options);
  line.target("--pdf", o.pdf, N_("Write it as PDF too"));
}

const std::vector<Field> k_certificate_fields = {{"number", N_("Certificate")},
                                                 {"request", N_("Dossier")},
                                                 {"kind", N_("Kind"), Show::state},
                                                 {"trainee", N_("Trainee")},
                                                 {"from", N_("Period from")},
                                                 {"to", N_("To")},
                                                 {"hours", N_("Hours"), Show::number},
                                                 {"date", N_("Signed on")},
                                                 {"file_name", N_("File")},
                                                 {"replaced_by", N_("Replaced by")}};

util::Result<int> show(Session& session, const domain::Certificate& certificate)
{
  Json document = {{"schema", "myatlas/certificate/1"}};
  document.update(formats::to_json(certificate));
  std::vector<Field> shown = k_certificate_fields;
  shown.insert(shown.begin() + 4, {"title", N_("Training")});
  shown.insert(shown.end() - 1, {"representative", N_("Signed by")});
  if (certificate.replaced_by.empty()) {
    shown.pop_back();
  }
  return session.show({document, shown});
}

util::Result<int> write_certificate(Session& session, const util::Result<domain::Certificate>& view,
                                    const std::string& pdf)
{
  if (!view) {
    return session.fail(as_options(view.errors()));
  }
  if (!pdf.empty()) {
    TRY(write_pdf(formats::certificate_pdf(*view), pdf));
  }
  return show(session, *view);
}

struct CertificateRequest
{
  CertificateForm form;
  std::string pdf;
};

util::Result<CertificateRequest> read_certificate(const Session&, const UploadCertificateOptions& o)
{
  if (o.form.request.empty()) {
    return util::Error{"field.required", {"--request"}}.at("--request");
  }
  CertificateRequest request{o.form, o.pdf};
  if (!o.file.empty()) {
    TRY_ASSIGN(request.form.content, util::read_file(o.file, domain::k_most_document_bytes));
    request.form.file_name = std::filesystem::path(o.file).filename().string();
  }
  return request;
}

util::Result<int> run_upload_certificate(Session& session, const services::Context& context,
                                         const CertificateRequest& request)
{
  return write_certificate(session, services::upload_certificate(context, request.form),
                           request.pdf);
}

void bind_list_certificates(CommandLine& line, std::string& request)
{
  line.option("--request", request, "N", N_("Only those of this dossier"));
}

util::Result<int> run_list_certificates(Session& session, const services::Context& context,
                                        const std::string& request)
{
  Json rows = Json::array();
  for (const domain::Certificate& certificate : services::list_certificates(context, request)) {
    rows.push_back(formats::to_json(certificate));
  }
  return session.show({{{"schema", "myatlas/certificates/1"}, {"certificates", rows}},
                       k_certificate_fields,
                       "certificates"});
}

struct GetCertificateOptions
{
  std::string number, pdf, to;
  bool original = false;
};

util::Result<int> run_original(Session& session, const services::Context& context,
                               const GetCertificateOptions& o)
{
  TRY_ASSIGN(const auto content, services::certificate_file(context, o.number));
  if (o.to.empty()) {
    return session.print_bytes(content);
  }
  TRY(write_result(o.to, content));
  return 0;
}

void bind_get_certificate(CommandLine& line, GetCertificateOptions& o)
{
  line.argument(Kind::certificate, o.number, N_("Number of the certificate"));
  line.target("--pdf", o.pdf, N_("Write it as PDF too"));
  line.flag("--original", o.original, N_("The file that was uploaded, byte for byte, instead"));
  line.target("--to", o.to, N_("Write that file here (default: standard output)"));
}

util::Result<int> run_get_certificate(Session& session, const services::Context& context,
                                      const GetCertificateOptions& o)
{
  if (o.original || !o.to.empty()) {
    return run_original(session, context, o);
  }
  return write_certificate(session, services::get_certificate(context, o.number), o.pdf);
}

constexpr Example k_upload_certificate_examples[] = {
  {N_("Made from the dossier, to print and sign"),
   "myatlas upload-certificate --request D20260000001 --hours 14 --representative 'Paul Roux' "
   "--role directeur --place Lyon --pdf certificat.pdf"},
  {N_("One that was signed, of a part"),
   "myatlas upload-certificate certificat.pdf --request D20260000001 --kind intermediate --to "
   "2026-04-07 --hours 7 "
   "--representative 'Paul Roux' --role directeur --place Lyon"},
};
constexpr Example k_list_certificates_examples[] = {
  {N_("All certificates"), "myatlas list-certificates"},
  {N_("Those of one dossier"), "myatlas list-certificates --request D20260000001"},
};
constexpr Example k_get_certificate_examples[] = {
  {N_("As PDF"), "myatlas get-certificate A2026-0000001 --pdf certificat.pdf"},
  {N_("As it was signed and uploaded"),
   "myatlas get-certificate A2026-0000001 --original --to signe.pdf"},
  {N_("Its hours"), "myatlas get-certificate A2026-0000001 -o json | jq -r .hours"},
};

} // namespace

const Command k_upload_certificate = {
  .name = "upload-certificate",
  .group = Group::invoices,
  .summary = N_("Certify that a training took place"),
  .description =
    N_("Makes the certificate of completion (certificat de réalisation) of a trainee from an "
       "accepted dossier, with the ministry's fields, or takes one that was signed elsewhere. "
       "Hours do not pass those agreed, all certificates of the trainee together; days lie within "
       "the training, or up to the day it was broken off; it is signed between the end of what it "
       "covers and today. It is final when it reaches the last day, else of a part. One that was "
       "made wrongly is replaced by another (--replaces) and counts for nothing from then on."),
  .examples = k_upload_certificate_examples,
  .declare = with_request<bind_upload_certificate, read_certificate, run_upload_certificate>,
  .store = Use::write,
  .login = Login::required,
  .keyed = true,
};

const Command k_list_certificates = {
  .name = "list-certificates",
  .group = Group::invoices,
  .summary = N_("List the certificates of completion"),
  .description = N_("Lists the certificates of the dossiers the account sees."),
  .examples = k_list_certificates_examples,
  .declare = with_options<bind_list_certificates, run_list_certificates>,
  .store = Use::read,
  .login = Login::account_or_host,
};

const Command k_get_certificate = {
  .name = "get-certificate",
  .group = Group::invoices,
  .summary = N_("Show or print a certificate of completion"),
  .description = N_("Shows a certificate and, with --pdf, prints it in French in the shape of the "
                    "ministry's model."),
  .examples = k_get_certificate_examples,
  .declare = with_options<bind_get_certificate, run_get_certificate>,
  .store = Use::read,
  .login = Login::account_or_host,
};

} // namespace myatlas::cli
