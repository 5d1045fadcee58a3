#pragma once

#include <string>

#include "command.hpp"

namespace myatlas::cli {

// Pages of the manual in roff, in the language in use, from the same data as the help.
std::string manual_page(const Command& command); // section 1
std::string settings_page();                     // section 5: every setting
std::string errors_page(); // section 7: every error code with its sentence, remedy and status

} // namespace myatlas::cli
