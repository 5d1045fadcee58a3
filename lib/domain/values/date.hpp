#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "util/clock.hpp"
#include "util/result.hpp"
#include "util/time_zone.hpp"

namespace myatlas::domain {

// A civil date, kept as days since 1970-01-01.
class Date
{
public:
  // A day that is worked out from others. Fails with "date.none" (year, month, day) when there is
  // none in 1800 to 2999.
  static util::Result<Date> from(int year, unsigned month, unsigned day);

  // A day somebody tells. Fails also with "date.year" (day, first, last) outside of
  // util::k_first_year to k_last_year.
  static util::Result<Date> given(int year, unsigned month, unsigned day);

  // "2026-02-28" only, as somebody tells it. Fails with "date.form" (text), or like `given`.
  static util::Result<Date> parse(std::string_view text);

  // The same of what was written down by this program, which may have worked it out. Fails with
  // "date.form", or like `from`.
  static util::Result<Date> read(std::string_view text);
  static Date of_days(std::int32_t days) { return Date(days); }

  std::int32_t days() const { return m_days; }
  int year() const;
  unsigned month() const;
  std::string text() const; // ISO 8601
  auto operator<=>(const Date&) const = default;

private:
  explicit Date(std::int32_t days) : m_days(days) {}
  std::int32_t m_days;
};

util::Instant begin_of(Date day, const util::TimeZone& zone); // its midnight there

Date date_of(util::Instant instant, const util::TimeZone& zone); // the day it is there

// A month of pay, "2026-07".
struct Month
{
  int year = 0;
  unsigned month = 0;
  auto operator<=>(const Month&) const = default;

  static util::Result<Month> parse(std::string_view text); // "month.form" (text)
  Date first_day() const;
  Date last_day() const;
  std::string text() const; // "2026-07"
};

} // namespace myatlas::domain
