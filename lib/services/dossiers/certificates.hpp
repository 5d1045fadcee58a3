#pragma once

#include <string>
#include <vector>

#include "domain/dossiers/certificate.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// A certificate as typed, and the file of one that was signed elsewhere. Empty: not given.
struct CertificateForm
{
  std::string request, trainee, from, to, hours, kind, representative, representative_title, role,
    place, date, activity_number, module, replaces;
  std::string file_name, content;
};

// Made from the dossier, or the module of it that it is for: title, nature, dates and, of a single
// trainee, the name need not be said. All problems at once: those of each member and of
// part_of_dossier, module.required (dossier) when its provider gives several, field.required,
// domain::certificate_problems, certificate.final_exists (trainee, number), document.*, and
// certificate.of_provider (siret) without the file when somebody else than the provider, who
// attests it (order of 21 December 2018), sends it. One that was made wrongly is replaced:
// certificate.unknown, certificate.replaced (number, by).
Result<domain::Certificate> upload_certificate(const Context& context, const CertificateForm& form);

std::vector<domain::Certificate> list_certificates(const Context& context,
                                                   const std::string& request);

Result<domain::Certificate> get_certificate(const Context& context,
                                            const std::string& number); // certificate.unknown

// The file that was uploaded, byte for byte: as get_certificate, and document.none (number),
// document.damaged (name).
Result<std::string> certificate_file(const Context& context, const std::string& number);

} // namespace myatlas::services
