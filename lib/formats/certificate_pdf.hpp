#pragma once

#include <string>

#include "domain/certificate.hpp"

namespace myatlas::formats {

// The certificate as the ministry's model has it: who attests, what, of whom, when, how long, and the place to sign. Names may be empty.
util::Result<std::string> certificate_pdf(const domain::Certificate& certificate, const std::string& provider_name,
                                          const std::string& company_name);

} // namespace myatlas::formats
