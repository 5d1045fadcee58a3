#pragma once

#include <filesystem>
#include <string>

#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include "outcomes.hpp"

namespace myatlas::cli {

inline constexpr std::size_t k_longest_toml = 64U * 1024; // bytes

// A small file of TOML: settings.file (path), settings.deep (place), settings.syntax (place, what
// is wrong).
Result<toml::table> read_toml(const std::filesystem::path& path);

// As read_toml, of what a file holds, or is to hold.
Result<toml::table> parse_toml(const std::string& content, const std::filesystem::path& path);

} // namespace myatlas::cli
