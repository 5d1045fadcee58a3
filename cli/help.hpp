#pragma once

#include <string>

#include "command.hpp"

namespace myatlas::cli {

std::string general_help();
std::string group_help(const std::string& group); // "admin"
std::string command_help(const Command& command); // examples first, then use, then options
std::string manual_page(const Command& command, const std::string& language); // roff, section 1

} // namespace myatlas::cli
