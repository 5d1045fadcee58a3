#include "domain/values/date.hpp"

#include <chrono>

#include <fmt/format.h>

#include "util/decimal.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;
using util::Error;
using util::Instant;
using util::is_digits;
using util::k_first_year;
using util::k_hour;
using util::k_last_year;
using util::Result;
using util::TimeZone;

year_month_day calendar(std::int32_t day)
{
  return year_month_day{sys_days{days{day}}};
}

std::string iso_text(int year, unsigned month, unsigned day)
{
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

// "0000-00-00".
bool is_shaped_as_date(std::string_view text)
{
  return text.size() == 10 && text[4] == '-' && text[7] == '-' && is_digits(text.substr(0, 4)) &&
         is_digits(text.substr(5, 2)) && is_digits(text.substr(8, 2));
}

unsigned to_unsigned(std::string_view digits)
{
  return static_cast<unsigned>(util::to_int(digits));
}

Result<Date> read_by(std::string_view text, Result<Date> (*make)(int, unsigned, unsigned))
{
  if (!is_shaped_as_date(text)) {
    return Error{"date.form", {std::string(text)}};
  }
  return make(util::to_int(text.substr(0, 4)), to_unsigned(text.substr(5, 2)),
              to_unsigned(text.substr(8, 2)));
}

Result<Date> out_of_years(int year, unsigned month, unsigned day)
{
  return Error{
    "date.year",
    {iso_text(year, month, day), std::to_string(k_first_year), std::to_string(k_last_year)}};
}

} // namespace

Result<Date> Date::from(int year, unsigned month, unsigned day)
{
  const year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                            std::chrono::day{day}};
  if (!date.ok()) {
    return Error{"date.none", {iso_text(year, month, day)}};
  }
  if (year < 1800 || year > 2999) {
    return out_of_years(year, month, day);
  }
  return Date(static_cast<std::int32_t>(sys_days{date}.time_since_epoch().count()));
}

Result<Date> Date::given(int year, unsigned month, unsigned day)
{
  const bool is_out = year < k_first_year || year > k_last_year;
  const Result<Date> date = from(year, month, day);
  return date && is_out ? out_of_years(year, month, day) : date;
}

Result<Date> Date::parse(std::string_view text)
{
  return read_by(text, given);
}

Result<Date> Date::read(std::string_view text)
{
  return read_by(text, from);
}

int Date::year() const
{
  return static_cast<int>(calendar(m_days).year());
}

unsigned Date::month() const
{
  return static_cast<unsigned>(calendar(m_days).month());
}

std::string Date::text() const
{
  const year_month_day date = calendar(m_days);
  std::string text = "0000-00-00";
  const auto put = [&](std::size_t last, unsigned value) {
    for (; value > 0; value /= 10, --last) {
      text[last] = static_cast<char>('0' + value % 10);
    }
  };
  put(3, static_cast<unsigned>(static_cast<int>(date.year())));
  put(6, static_cast<unsigned>(date.month()));
  put(9, static_cast<unsigned>(date.day()));
  return text;
}

namespace {

// The instant that a zone's clock shows so, by its offset near that.
Instant there_to_here(Instant there, Instant near, const TimeZone& zone)
{
  return there + -zone.offset_at(near) * util::k_second;
}

} // namespace

Instant begin_of(Date day, const TimeZone& zone)
{
  const Instant there{std::int64_t{day.days()} * 24 * k_hour};
  return there_to_here(there, there_to_here(there, there, zone), zone);
}

namespace {

// Rounded down, of instants before 1970 too.
std::int64_t whole_days(std::int64_t micros)
{
  constexpr std::int64_t k_day = 24 * k_hour;
  const bool is_before = micros % k_day < 0;
  return micros / k_day - (is_before ? 1 : 0);
}

} // namespace

Date date_of(Instant at, const TimeZone& zone)
{
  return Date::of_days(static_cast<std::int32_t>(whole_days(zone.local(at).micros)));
}

namespace {

// "0000-00".
bool is_shaped_as_month(std::string_view text)
{
  return text.size() == 7 && text[4] == '-' && is_digits(text.substr(0, 4)) &&
         is_digits(text.substr(5));
}

bool is_month_of_calendar(const Month& month)
{
  return month.month >= 1 && month.month <= 12 && month.year >= k_first_year &&
         month.year <= k_last_year;
}

} // namespace

Result<Month> Month::parse(std::string_view text)
{
  if (is_shaped_as_month(text)) {
    const Month month{util::to_int(text.substr(0, 4)), to_unsigned(text.substr(5))};
    if (is_month_of_calendar(month)) {
      return month;
    }
  }
  return Error{"month.form", {std::string(text)}};
}

Date Month::first_day() const
{
  return *Date::from(year, month, 1);
}

Date Month::last_day() const
{
  const Month next = month == 12 ? Month{year + 1, 1} : Month{year, month + 1};
  return Date::of_days(next.first_day().days() - 1);
}

std::string Month::text() const
{
  return fmt::format("{:04}-{:02}", year, month);
}

} // namespace myatlas::domain
