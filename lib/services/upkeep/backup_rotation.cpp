#include "services/upkeep/backup_rotation.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <set>

#include <fmt/format.h>

#include "util/file.hpp"
#include "util/text.hpp"

namespace myatlas::services {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view k_before_stamp = "myatlas-", k_after_stamp = "Z.backup";

constexpr std::size_t k_stamp_length = 15;

// "20260302T090000" of the name of a backup, which is_dated_name took for one.
std::string stamp_in(const std::string& name)
{
  return name.substr(k_before_stamp.size(), k_stamp_length);
}

bool is_separator(char c)
{
  return c == '-' || c == ':';
}

} // namespace

std::string stamp_of(util::Instant now)
{
  std::string stamp = util::to_rfc3339(now).substr(0, 19);
  std::erase_if(stamp, is_separator);
  return stamp;
}

namespace {

std::chrono::year_month_day day_of(const std::string& stamp)
{
  using namespace std::chrono;
  return {year(std::stoi(stamp.substr(0, 4))),
          month(static_cast<unsigned>(std::stoi(stamp.substr(4, 2)))),
          day(static_cast<unsigned>(std::stoi(stamp.substr(6, 2))))};
}

bool is_instant(const std::string& stamp)
{
  return stamp[8] == 'T' && util::is_digits(stamp.substr(0, 8)) &&
         util::is_digits(stamp.substr(9)) && day_of(stamp).ok() && stamp.substr(9, 2) < "24" &&
         stamp[11] < '6' && stamp[13] < '6';
}

// The Monday before a day, or that day.
std::string week_of(const std::string& stamp)
{
  using namespace std::chrono;
  const sys_days at(day_of(stamp));
  return std::to_string((at - (weekday(at) - Monday)).time_since_epoch().count());
}

} // namespace

Result<Rotation> parse_rotation(const std::string& text)
{
  Rotation rotation;
  const std::array<std::pair<std::string_view, std::size_t*>, 3> members = {
    {{"daily", &rotation.daily}, {"weekly", &rotation.weekly}, {"monthly", &rotation.monthly}}};
  for (const std::string_view part :
       text.empty() ? std::vector<std::string_view>() : util::split(text, ',')) {
    const std::size_t equals = std::min(part.find('='), part.size());
    const std::string_view name = part.substr(0, equals),
                           number = part.substr(std::min(equals + 1, part.size()));
    const auto member =
      std::ranges::find(members, name, &std::pair<std::string_view, std::size_t*>::first);
    if (member == members.end() || !util::is_digits(number) || number.size() > 4 ||
        *member->second != 0 || std::stoul(std::string(number)) == 0) {
      return Error{"backup.keep", {text}};
    }
    *member->second = std::stoul(std::string(number));
  }
  return rotation;
}

std::string dated_name(util::Instant now)
{
  return std::string(k_before_stamp) + stamp_of(now) + std::string(k_after_stamp);
}

bool is_dated_name(const std::string& name, util::Instant now)
{
  if (!name.starts_with(k_before_stamp) || !name.ends_with(k_after_stamp) ||
      name.size() != k_before_stamp.size() + k_stamp_length + k_after_stamp.size()) {
    return false;
  }
  const std::string stamp = stamp_in(name);
  return is_instant(stamp) && stamp <= stamp_of(now);
}

std::vector<std::string> to_remove(std::vector<std::string> names, const std::string& made,
                                   const Rotation& rotation)
{
  std::ranges::sort(names, std::greater<>());
  std::set<std::string> days, weeks, months;
  const auto is_last_of = [](std::set<std::string>& seen, const std::string& period,
                             std::size_t most) {
    return seen.size() < most && seen.insert(period).second;
  };
  std::vector<std::string> gone;
  for (const std::string& name : names) {
    const std::string stamp = stamp_in(name);
    const bool of_day = is_last_of(days, stamp.substr(0, 8), rotation.daily),
               of_week = is_last_of(weeks, week_of(stamp), rotation.weekly),
               of_month = is_last_of(months, stamp.substr(0, 6), rotation.monthly);
    if (!of_day && !of_week && !of_month && name != made) {
      gone.push_back(name);
    }
  }
  return gone;
}

namespace {

// Those of this store in the folder of the one just made, which is among them.
std::vector<std::string> names_beside(const Context& context, const fs::path& made)
{
  const fs::path folder = made.parent_path();
  const std::string own_name = made.filename().string();
  std::vector<std::string> names;
  for (const fs::directory_entry& entry :
       fs::directory_iterator(folder.empty() ? fs::path(".") : folder)) {
    const std::string name = entry.path().filename().string();
    if (fs::is_regular_file(entry.symlink_status()) && is_dated_name(name, context.now()) &&
        (name == own_name || context.store.has_backup(entry.path()))) {
      names.push_back(name);
    }
  }
  return names;
}

} // namespace

Result<std::vector<fs::path>> remove_old_backups(const Context& context, const fs::path& made,
                                                 const Rotation& rotation)
{
  const fs::path folder = made.parent_path();
  std::vector<fs::path> removed;
  for (const std::string& name :
       to_remove(names_beside(context, made), made.filename().string(), rotation)) {
    std::error_code failed;
    const fs::path path = folder / name;
    if (!fs::remove(path, failed) && failed) {
      return util::system_error(path, failed.value());
    }
    fs::remove(path.string() + "-key", failed);
    removed.push_back(path);
  }
  return removed;
}

} // namespace myatlas::services
