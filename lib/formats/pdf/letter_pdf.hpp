#pragma once

#include <string>
#include <vector>

#include "domain/correspondence/official_letter.hpp"
#include "util/time_zone.hpp"

namespace myatlas::formats {

// The letter on A4, with the OPCO's name and seat, the recipient, the date and a page number. Fails
// as Pdf does.
util::Result<std::string> letter_pdf(const domain::OfficialLetter& letter,
                                     const std::vector<std::string>& recipient,
                                     const util::TimeZone& zone);

} // namespace myatlas::formats
