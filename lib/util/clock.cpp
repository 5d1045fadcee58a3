#include "util/clock.hpp"

#include <chrono>
#include <cstdio>

#include <fmt/format.h>

namespace myatlas::util {

namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

struct Fields
{
  int year = 0;
  unsigned month = 0, day = 0;
  int hour = 0, minute = 0, second = 0;
};

bool time_of_day_exists(const Fields& f)
{
  return f.hour < 24 && f.minute < 60 && f.second < 60 && f.hour >= 0 && f.minute >= 0 && f.second >= 0;
}

std::int64_t micros_of(const Fields& f, sys_days date)
{
  const std::int64_t seconds = date.time_since_epoch().count() * 86400LL + f.hour * 3600 + f.minute * 60 + f.second;
  return seconds * k_second;
}

// Reads ".123456" into microseconds and moves past it; more digits are cut.
std::int64_t read_fraction(const char*& at)
{
  if (*at != '.') {
    return 0;
  }
  std::int64_t micros = 0, unit = 100'000;
  for (++at; *at >= '0' && *at <= '9'; ++at, unit /= 10) {
    micros += (*at - '0') * unit;
  }
  return micros;
}

// "Z" or "+01:00"; -1 when it is neither.
std::int64_t read_offset_minutes(const char*& at)
{
  if (*at == 'Z' || *at == 'z') {
    ++at;
    return 0;
  }
  int hours = 0, minutes = 0, used = 0;
  char sign = 0;
  if (std::sscanf(at, "%c%2d:%2d%n", &sign, &hours, &minutes, &used) != 3 || (sign != '+' && sign != '-')) {
    return INT64_MIN;
  }
  at += used;
  const int offset = hours * 60 + minutes;
  return sign == '+' ? offset : -offset;
}

} // namespace

std::string to_rfc3339(Instant instant)
{
  std::int64_t seconds = instant.micros / k_second;
  std::int64_t micros = instant.micros % k_second;
  if (micros < 0) {
    micros += k_second;
    --seconds;
  }
  std::int64_t day = seconds / 86400, rest = seconds % 86400;
  if (rest < 0) {
    rest += 86400;
    --day;
  }
  const year_month_day date{sys_days{days{day}}};
  const std::string head = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                                       rest / 3600, rest / 60 % 60, rest % 60);
  return micros == 0 ? head + "Z" : fmt::format("{}.{:06}Z", head, micros);
}

Result<Instant> parse_rfc3339(const std::string& text)
{
  const Error wrong{"instant.form", {text}};
  Fields f;
  int used = 0;
  if (std::sscanf(text.c_str(), "%4d-%2u-%2u%n", &f.year, &f.month, &f.day, &used) != 3 || used != 10) {
    return wrong;
  }
  const year_month_day date{std::chrono::year{f.year}, std::chrono::month{f.month}, std::chrono::day{f.day}};
  if (!date.ok()) {
    return wrong;
  }
  if (text.size() == 10) {
    return Instant{micros_of(f, sys_days{date})};
  }
  const char* at = text.c_str() + 10;
  if ((*at != 'T' && *at != 't' && *at != ' ') ||
      std::sscanf(at + 1, "%2d:%2d:%2d%n", &f.hour, &f.minute, &f.second, &used) != 3 || !time_of_day_exists(f)) {
    return wrong;
  }
  at += 1 + used;
  const std::int64_t fraction = read_fraction(at);
  const std::int64_t offset = read_offset_minutes(at);
  if (offset == INT64_MIN || *at != '\0') {
    return wrong;
  }
  return Instant{micros_of(f, sys_days{date}) + fraction - offset * k_minute};
}

} // namespace myatlas::util
