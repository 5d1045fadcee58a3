#pragma once

#include <string>

#include "command.hpp"
#include "parser.hpp"

namespace myatlas::cli {

// Help for a terminal of so many columns; 0: there is none.
std::string general_help(std::size_t columns);
std::string group_help(const std::string& group, std::size_t columns); // "admin"
std::string command_help(const Command& command, std::size_t columns); // examples first, then use, then options
std::string use_of(const Command& command, const std::vector<OptionHelp>& options); // "myatlas check KIND VALUE..."

} // namespace myatlas::cli
