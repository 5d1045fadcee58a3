#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "util/clock.hpp"
#include "util/result.hpp"

namespace myatlas::domain {

// A civil date, kept as days since 1970-01-01. Years 1900 to 2999.
class Date
{
public:
  // Fails with "date.none" (year, month, day) when there is no such day.
  static util::Result<Date> from(int year, unsigned month, unsigned day);

  // "2026-02-28" only. Fails with "date.form" (text) or "date.none".
  static util::Result<Date> parse(std::string_view text);
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

util::Instant begin_of(Date day); // in UTC

// The date in UTC; a civil date in France differs from it between midnight and one or two o'clock at most.
Date date_of(util::Instant instant);

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
