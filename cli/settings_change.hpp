#pragma once

#include <filesystem>
#include <string>

#include "outcomes.hpp"

namespace myatlas::cli {

// The text of a file of settings with the line of `key` replaced, added at its end or, when there
// is no value, taken out; everything else stays. settings.by_hand (file, key) where it would not
// say so then, settings.syntax and settings.deep of a file that was wrong before.
Result<std::string> with_setting(const std::string& text, const std::filesystem::path& file,
                                 const std::string& key, const std::string& value);

} // namespace myatlas::cli
