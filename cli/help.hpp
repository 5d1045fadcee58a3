#pragma once

#include <string>

#include "command.hpp"
#include "parser.hpp"
#include "words.hpp"

namespace myatlas::cli {

// Help for a terminal of so many columns; 0: there is none.
std::string first_help(const Texts& texts,
                       std::size_t columns); // what to begin with, and where the rest is told
std::string general_help(const Texts& texts, std::size_t columns); // every command
std::string code_help(const Texts& texts,
                      const std::string& code); // of an error: what it says, its remedy, its exit
                                                // status; empty: there is none
std::string group_help(const Texts& texts, const std::string& group,
                       std::size_t columns); // "admin"
std::string command_help(const Texts& texts, const Command& command,
                         std::size_t columns); // examples first, then use, then options
// The pages of the manual that belong to no command: "glossary", in section "7". Empty: there is no
// such page.
std::string section_of_page(const std::string& topic);
std::string use_of(const Texts& texts, const Command& command,
                   const std::vector<OptionHelp>& options); // "myatlas check KIND VALUE..."

} // namespace myatlas::cli
