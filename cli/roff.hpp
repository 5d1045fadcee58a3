#pragma once

#include <string>
#include <string_view>

// Pages of the manual as roff has them.
namespace myatlas::cli {

std::string roff(std::string_view text); // with what means something to it escaped

// What follows an option: "NUMBER", "pdc|vae"; nothing after a flag.
std::string roff_value(const std::string& value);

// A page whose running text is in lines of at most about 80 characters; what is set apart stays.
std::string folded_page(const std::string& page);

} // namespace myatlas::cli
