#pragma once

#include <string>

#include "command.hpp"
#include "env.hpp"
#include "words.hpp"

namespace myatlas::cli {

// Pages of the manual in roff, from the same data as the help.
std::string manual_page(const Texts& texts, const Command& command); // section 1
std::string settings_page(const Texts& texts);                       // section 5: every setting
std::string
errors_page(const Texts& texts); // section 7: every error code with its sentence, remedy and status

// `myatlas __manual COMMAND`: the page of a command; `__manual --list` names
// the commands, `__manual --errors` is the page of the error codes, `__manual --settings` that of
// the settings.
int print_manual(const Env& env);

} // namespace myatlas::cli
