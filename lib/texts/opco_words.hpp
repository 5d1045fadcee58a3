#pragma once

#include <string_view>

namespace myatlas::texts {

class Texts;

// Why an OPCO is not known, by its word in documents; empty for none that is known.
const char* why_no_opco(const Texts& texts, std::string_view gap);

} // namespace myatlas::texts
