#pragma once

#include <string>

#include "domain/dossiers/certificate.hpp"

namespace myatlas::formats {

// The certificate as the ministry's model has it: who attests, what, of whom, when, how long, and
// the place to sign.
util::Result<std::string> certificate_pdf(const domain::Certificate& certificate);

} // namespace myatlas::formats
