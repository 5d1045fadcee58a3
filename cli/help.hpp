#pragma once

#include <string>

#include "command.hpp"
#include "parser.hpp"

namespace myatlas::cli {

std::string general_help();
std::string group_help(const std::string& group); // "admin"
std::string command_help(const Command& command); // examples first, then use, then options
std::string use_of(const Command& command, const std::vector<OptionHelp>& options); // "myatlas check KIND VALUE"

} // namespace myatlas::cli
