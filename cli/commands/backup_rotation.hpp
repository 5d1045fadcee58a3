#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "util/result.hpp"

namespace myatlas::cli {

// Of how many days, weeks and months that have a backup the last one stays.
struct Rotation
{
  std::size_t daily = 0, weekly = 0, monthly = 0;
};

// "daily=7,weekly=4,monthly=12", each at most once: backup.keep (text). Empty: nothing is asked for.
util::Result<Rotation> parse_rotation(const std::string& text);

// Which of the backups named by their instant ("myatlas-20260302T090000Z.backup") go; the last one never does.
std::vector<std::string> to_remove(std::vector<std::string> names, const Rotation& rotation);

// Removes them from the folder, with the keys beside them; what was removed.
util::Result<std::vector<std::filesystem::path>> rotate(const std::filesystem::path& folder, const Rotation& rotation);

} // namespace myatlas::cli
