// Certificates of completion.
#include "operations/dossiers/certificates.hpp"

#include "formats/json/json_records.hpp"
#include "formats/pdf/certificate_pdf.hpp"
#include "operations/documents.hpp"
#include "operations/pages.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

constexpr const char* k_certificate_answer = "myatlas/certificate/1";
constexpr const char* k_certificates_answer = "myatlas/certificates/1";

enum class Printed
{
  no,
  pdf,
};

Printed printed_if(bool asked)
{
  return asked ? Printed::pdf : Printed::no;
}

Result<AnswerFile> printed_certificate(const domain::Certificate& certificate)
{
  TRY_ASSIGN(std::string pdf, formats::certificate_pdf(certificate));
  return pdf_named(certificate.number, std::move(pdf));
}

Result<Answer> certificate_answer(const domain::Certificate& certificate, Printed printed)
{
  Answer answer{.document = document(k_certificate_answer, formats::to_json(certificate))};
  if (printed == Printed::pdf) {
    TRY_ASSIGN(answer.file, printed_certificate(certificate));
  }
  return answer;
}

// Its form with the file, where one goes along.
Result<UploadCertificate> certificate_asked(const UploadCertificate& request, const Files& files)
{
  UploadCertificate asked = request;
  if (request.file.is_there()) {
    TRY_ASSIGN(asked.form.content, files.find(request.file).or_at("file"));
    asked.form.file_name = request.file.name;
  }
  return asked;
}

Result<Answer> upload_certificate(const Context& context, const UploadCertificate& asked)
{
  TRY_ASSIGN(const auto certificate, services::upload_certificate(context, asked.form));
  return certificate_answer(certificate, printed_if(asked.pdf));
}

Json certificate_row(const domain::Certificate& certificate)
{
  return formats::to_json(certificate);
}

// The trainee's.
domain::Siren company_of_certificate(const domain::Certificate& certificate)
{
  return certificate.siret.siren();
}

Result<Json> list_certificates(const Context& context, const ListCertificates& request)
{
  using Certificates = std::vector<domain::Certificate>;
  services::Labels labels(context);
  return list_of(
    k_certificates_answer, "certificates",
    those_of_company(context,
                     Result<Certificates>(services::list_certificates(context, request.request)),
                     request.company, company_of_certificate),
    [&](const auto& certificate) {
      return with_client(certificate_row(certificate), certificate.siret.siren(), labels);
    });
}

Result<Answer> original_of(const Context& context, const domain::Certificate& certificate)
{
  TRY_ASSIGN(std::string content, services::certificate_file(context, certificate.number));
  TRY_ASSIGN(Answer answer, certificate_answer(certificate, Printed::no));
  answer.file = AnswerFile{.name = certificate.file_name, .bytes = std::move(content)};
  return answer;
}

Result<Answer> get_certificate(const Context& context, const GetCertificate& request)
{
  TRY_ASSIGN(const auto certificate, services::get_certificate(context, request.number));
  return request.original ? original_of(context, certificate)
                          : certificate_answer(certificate, printed_if(request.pdf));
}

} // namespace

constexpr OperationOf<UploadCertificate> k_upload_certificate =
  operation<certificate_asked, upload_certificate>({
    .name = "upload-certificate",
    .effect = Effect::write,
    .who = Who::account,
    .answer = k_certificate_answer,
  });

constexpr OperationOf<ListCertificates> k_list_certificates =
  operation<list_certificates>({.name = "list-certificates", .answer = k_certificates_answer});

constexpr OperationOf<GetCertificate> k_get_certificate =
  operation<get_certificate>({.name = "get-certificate", .answer = k_certificate_answer});

} // namespace myatlas::operations
