#include "util/clock.hpp"

#include <chrono>
#include <cstdio>
#include <string_view>

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

bool is_within(int number, int end)
{
  return number >= 0 && number < end;
}

bool time_of_day_exists(const Fields& f)
{
  return is_within(f.hour, 24) && is_within(f.minute, 60) && is_within(f.second, 60);
}

int seconds_of_day(const Fields& f)
{
  return f.hour * 3600 + f.minute * 60 + f.second;
}

std::int64_t micros_of(const Fields& f, sys_days date)
{
  return (date.time_since_epoch().count() * 86400LL + seconds_of_day(f)) * k_second;
}

bool fits(char c, char wanted)
{
  switch (wanted) {
  case 'd':
    return c >= '0' && c <= '9';
  case '+':
    return c == '+' || c == '-';
  default:
    return c == wanted;
  }
}

// Whether the text begins as the shape has it: 'd' a digit, '+' a sign, all else itself. sscanf
// alone takes blanks and signs.
bool has_shape(const char* text, std::string_view shape)
{
  for (const char wanted : shape) {
    if (!fits(*text++, wanted)) {
      return false;
    }
  }
  return true;
}

bool read_day(const char* text, Fields& f)
{
  return has_shape(text, "dddd-dd-dd") &&
         std::sscanf(text, "%4d-%2u-%2u", &f.year, &f.month, &f.day) == 3;
}

bool begins_time(char c)
{
  return c == 'T' || c == 't' || c == ' ';
}

bool read_time(const char* text, Fields& f)
{
  return has_shape(text, "dd:dd:dd") &&
         std::sscanf(text, "%2d:%2d:%2d", &f.hour, &f.minute, &f.second) == 3 &&
         time_of_day_exists(f);
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

// "Z" or "+01:00"; INT64_MIN when it is neither.
std::int64_t read_offset_minutes(const char*& at)
{
  if (*at == 'Z' || *at == 'z') {
    ++at;
    return 0;
  }
  unsigned hours = 0, minutes = 0;
  const bool shaped =
    has_shape(at, "+dd:dd") && std::sscanf(at + 1, "%2u:%2u", &hours, &minutes) == 2;
  if (!shaped || hours >= 24 || minutes >= 60) {
    return INT64_MIN;
  }
  const auto offset = static_cast<std::int64_t>(hours * 60 + minutes);
  const bool ahead = *at == '+';
  at += 6;
  return ahead ? offset : -offset;
}

Result<Instant> within_years(Instant instant, const std::string& text)
{
  const std::int64_t day = 24 * k_hour;
  const year_month_day first{std::chrono::year{k_first_year} / 1 / 1},
    past{std::chrono::year{k_last_year + 1} / 1 / 1};
  const bool known = instant.micros >= sys_days{first}.time_since_epoch().count() * day &&
                     instant.micros < sys_days{past}.time_since_epoch().count() * day;
  return known ? Result<Instant>(instant)
               : Error{"instant.year",
                       {text, std::to_string(k_first_year), std::to_string(k_last_year)}};
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
  const std::string head =
    fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), rest / 3600,
                rest / 60 % 60, rest % 60);
  return micros == 0 ? head + "Z" : fmt::format("{}.{:06}Z", head, micros);
}

Result<Instant> parse_rfc3339(const std::string& text)
{
  const Error wrong{"instant.form", {text}};
  Fields f;
  if (!read_day(text.c_str(), f)) {
    return wrong;
  }
  const year_month_day date{std::chrono::year{f.year}, std::chrono::month{f.month},
                            std::chrono::day{f.day}};
  if (!date.ok()) {
    return wrong;
  }
  if (text.size() == 10) {
    return within_years({micros_of(f, sys_days{date})}, text);
  }
  const char* at = text.c_str() + 10;
  if (!begins_time(*at) || !read_time(at + 1, f)) {
    return wrong;
  }
  at += 9;
  const std::int64_t fraction = read_fraction(at);
  const std::int64_t offset = read_offset_minutes(at);
  if (offset == INT64_MIN || *at != '\0') {
    return wrong;
  }
  return within_years({micros_of(f, sys_days{date}) + fraction - offset * k_minute}, text);
}

static std::int64_t begin_of_year(int number) // microseconds
{
  using namespace std::chrono;
  return duration_cast<microseconds>(sys_days(year(number) / 1 / 1).time_since_epoch()).count();
}

bool is_likely(Instant instant)
{
  return instant.micros >= begin_of_year(k_first_year) &&
         instant.micros < begin_of_year(k_last_year + 1);
}

} // namespace myatlas::util
