#include "operations/dossiers/certificates.hpp"

#include "commands/dossiers/commands.hpp"
#include "commands/options.hpp"
#include "domain/dossiers/document.hpp"
#include "output/result_file.hpp"
#include "request.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using operations::Answer;
using operations::CertificateForm;

struct UploadCertificateOptions
{
  operations::UploadCertificate request;
  std::string file, pdf;
};

constexpr TextOption<CertificateForm> k_certificate_options[] = {
  {"--request", &CertificateForm::request, k_number_value, N_("Number of the dossier")},
  {"--trainee", &CertificateForm::trainee, "NAME", N_("The trainee (default: the only one)")},
  {"--module", &CertificateForm::module, "K",
   N_("Module of the dossier it is for (default: the provider's only one)")},
  {"--from", &CertificateForm::from, k_day_value,
   N_("First day covered (default: that of the dossier)")},
  {"--to", &CertificateForm::to, k_day_value,
   N_("Last day covered (default: that of the dossier)")},
  {"--hours", &CertificateForm::hours, k_hours_value, N_("Hours carried out")},
  {"--kind", &CertificateForm::kind, words_for<domain::parse_certificate_kind>,
   N_("Final, or of a part (default: final when it reaches the last day)")},
  {"--replaces", &CertificateForm::replaces, "NUMBER",
   N_("A certificate that was made wrongly, which this one takes the place of")},
  {"--representative", &CertificateForm::representative, "NAME", N_("Who signs for the provider")},
  {"--representative-title", &CertificateForm::representative_title, words_for<domain::parse_title>,
   N_("Title of who signs (default: that of the account, when its holder signs)")},
  {"--role", &CertificateForm::role, "TEXT", N_("As what: director, manager…")},
  {"--activity-number", &CertificateForm::activity_number, "NDA",
   N_("Declaration of activity, 11 digits")},
  {"--place", &CertificateForm::place, "TEXT", N_("Where it is signed")},
  {"--date", &CertificateForm::date, k_day_value, N_("When it is signed (default: today)")},
};

void bind_signed_file(CommandLine& line, UploadCertificateOptions& o)
{
  add_file(line, o.file, o.request.file,
           N_("One that was signed: PDF, PNG, JPEG or XML, at most 10 MiB"));
}

void bind_upload_certificate(CommandLine& line, UploadCertificateOptions& o)
{
  bind_signed_file(line, o);
  add_options(line, o.request.form, k_certificate_options);
  add_pdf(line, o.pdf);
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

const std::vector<Field> k_one_certificate_fields = {{"number", N_("Certificate")},
                                                     {"request", N_("Dossier")},
                                                     {"kind", N_("Kind"), Show::state},
                                                     {"trainee", N_("Trainee")},
                                                     {"title", N_("Training")},
                                                     {"from", N_("Period from")},
                                                     {"to", N_("To")},
                                                     {"hours", N_("Hours"), Show::number},
                                                     {"date", N_("Signed on")},
                                                     {"file_name", N_("File")},
                                                     {"representative", N_("Signed by")}};

View certificate_view(const Json& document)
{
  View view = {document, k_one_certificate_fields};
  if (!document["replaced_by"].is_null()) {
    view.fields.push_back({"replaced_by", N_("Replaced by")});
  }
  return view;
}

Result<int> show_printed(Session& session, const std::string& pdf, const Answer& answer)
{
  TRY(write_pdf_of(answer, pdf));
  return session.show(certificate_view(answer.document));
}

Outcome read_certificate(Session& session, UploadCertificateOptions& o, LocalFiles& files)
{
  o.request.file = files.send(o.file, domain::k_most_document_bytes);
  return ask_for_pdf(session, o, files);
}

Result<int> show_uploaded(Session& session, const UploadCertificateOptions& o, const Answer& answer)
{
  return show_printed(session, o.pdf, answer);
}

void bind_list_certificates(CommandLine& line, operations::ListCertificates& o)
{
  add_dossier_filter(line, o.request);
  add_company_filter(line, o.company);
}

View certificates_view(const Json& document)
{
  return {document, k_certificate_fields, "certificates"};
}

struct GetCertificateOptions
{
  operations::GetCertificate request;
  std::string pdf, to;
};

constexpr FormOption<operations::GetCertificate> k_original_options[] = {
  {"--original", &operations::GetCertificate::original,
   N_("The file that was uploaded, byte for byte, instead")},
};

void bind_get_certificate(CommandLine& line, GetCertificateOptions& o)
{
  line.argument(Kind::certificate, o.request.number, N_("Number of the certificate"));
  add_pdf(line, o.pdf);
  add_options(line, o.request, k_original_options);
  line.target("--to", o.to, N_("Write that file here (default: standard output)"));
}

Outcome say_what_is_wanted(Session& session, GetCertificateOptions& o, LocalFiles& files)
{
  o.request.original |= !o.to.empty();
  return ask_for_pdf(session, o, files);
}

Result<int> hand_out(Session& session, const std::string& bytes, const std::string& to)
{
  if (to.empty()) {
    return session.print_bytes(bytes);
  }
  TRY(write_result(to, bytes));
  return 0;
}

Result<int> show_certificate(Session& session, const GetCertificateOptions& o, const Answer& answer)
{
  return o.request.original ? hand_out(session, answer.file->bytes, o.to)
                            : show_printed(session, o.pdf, answer);
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
  .declare = asks<operations::k_upload_certificate, bind_upload_certificate, show_uploaded,
                  read_certificate>,
  .operation = &operations::k_upload_certificate,
  .keyed = true,
};

const Command k_list_certificates = {
  .name = "list-certificates",
  .group = Group::invoices,
  .summary = N_("List the certificates of completion"),
  .description = N_("Lists the certificates of the dossiers the account sees."),
  .examples = k_list_certificates_examples,
  .declare = asks<operations::k_list_certificates, bind_list_certificates, certificates_view>,
  .operation = &operations::k_list_certificates,
};

const Command k_get_certificate = {
  .name = "get-certificate",
  .group = Group::invoices,
  .summary = N_("Show or print a certificate of completion"),
  .description = N_("Shows a certificate and, with --pdf, prints it in French in the shape of the "
                    "ministry's model."),
  .examples = k_get_certificate_examples,
  .declare =
    asks<operations::k_get_certificate, bind_get_certificate, show_certificate, say_what_is_wanted>,
  .operation = &operations::k_get_certificate,
};

} // namespace myatlas::cli
