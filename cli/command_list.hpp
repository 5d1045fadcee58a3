#pragma once

#include <span>
#include <string>

#include "command.hpp"

namespace myatlas::cli {

// Every subcommand, in the order of the general help.
std::span<const Command* const> all_commands();
const Command* find_command(const std::string& name); // "admin open-request"; null: there is none

} // namespace myatlas::cli
