#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "services/context.hpp"

namespace myatlas::services {

// Of how many days, weeks and months that have a backup the last one stays.
struct Rotation
{
  std::size_t daily = 0, weekly = 0, monthly = 0;
};

// "daily=7,weekly=4,monthly=12", each at most once: backup.keep (text). Empty: nothing is asked
// for.
Result<Rotation> parse_rotation(const std::string& text);

// An instant as names of files have it: "20260302T090000".
std::string stamp_of(util::Instant now);

// The name of a backup made now: "myatlas-20260302T090000Z.backup".
std::string dated_name(util::Instant now);

// Whether it is such a name, of a day there is and not of one to come.
bool is_dated_name(const std::string& name, util::Instant now);

// Which of the backups with such names go, of which `made` was just made and always stays.
std::vector<std::string> to_remove(std::vector<std::string> names, const std::string& made,
                                   const Rotation& rotation);

// Removes them from the folder of the backup that was just made, with the keys beside them; what
// was removed. Only backups of this store count, so that a file of another one or of none neither
// goes nor stands for a day.
Result<std::vector<std::filesystem::path>> remove_old_backups(const Context& context,
                                                              const std::filesystem::path& made,
                                                              const Rotation& rotation);

} // namespace myatlas::services
