#pragma once

#include "operations/operation.hpp"
#include "services/dossiers/certificates.hpp"

namespace myatlas::operations {

using services::CertificateForm;

struct UploadCertificate
{
  SentFile file;
  CertificateForm form; // without its file
  bool pdf = false;     // as a file too
};

struct ListCertificates
{
  std::string request, company;
};

struct GetCertificate
{
  std::string number;
  bool pdf = false;      // as a file too
  bool original = false; // the file that was uploaded, instead
};

extern const OperationOf<UploadCertificate> k_upload_certificate;
extern const OperationOf<ListCertificates> k_list_certificates;
extern const OperationOf<GetCertificate> k_get_certificate;

} // namespace myatlas::operations

namespace myatlas::formats {

template <>
struct Shape<services::CertificateForm>
{
  using Form = services::CertificateForm;
  static constexpr std::tuple k_members = {
    required("request", &Form::request, Says::number),
    member("trainee", &Form::trainee),
    member("module", &Form::module, Says::figure),
    member("from", &Form::from, Says::day),
    member("to", &Form::to, Says::day),
    member("hours", &Form::hours, Says::figure),
    word<domain::parse_certificate_kind>("kind", &Form::kind),
    member("replaces", &Form::replaces, Says::number),
    member("representative", &Form::representative),
    member("representative_title", &Form::representative_title),
    member("role", &Form::role),
    member("activity_number", &Form::activity_number),
    member("place", &Form::place),
    member("date", &Form::date, Says::day)};
};

template <>
struct Shape<operations::UploadCertificate>
{
  using Form = operations::UploadCertificate;
  static constexpr std::tuple k_members = {member("file", &Form::file), flat(&Form::form),
                                           member("pdf", &Form::pdf)};
};

template <>
struct Shape<operations::ListCertificates>
{
  using Form = operations::ListCertificates;
  static constexpr std::tuple k_members = {member("request", &Form::request, Says::number),
                                           member("company", &Form::company)};
};

template <>
struct Shape<operations::GetCertificate>
{
  using Form = operations::GetCertificate;
  static constexpr std::tuple k_members = {required("number", &Form::number, Says::number),
                                           member("pdf", &Form::pdf),
                                           member("original", &Form::original)};
};

} // namespace myatlas::formats
