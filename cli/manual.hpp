#pragma once

#include <string>

#include "command.hpp"
#include "env.hpp"

namespace myatlas::cli {

// Pages of the manual in roff, in the language in use, from the same data as the help.
std::string manual_page(const Command& command); // section 1
std::string settings_page();                     // section 5: every setting
std::string errors_page(); // section 7: every error code with its sentence, remedy and status

// `myatlas __manual COMMAND`: the page of a command in the language in use; `__manual --list` names
// the commands, `__manual --errors` is the page of the error codes, `__manual --settings` that of
// the settings.
int print_manual(const Env& env);

} // namespace myatlas::cli
