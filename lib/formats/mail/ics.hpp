#pragma once

#include <string>
#include <vector>

#include "domain/values/date.hpp"
#include "util/clock.hpp"

namespace myatlas::formats {

// A day in a calendar, with a reminder a week before.
struct CalendarDay
{
  std::string id; // the same one again replaces it
  domain::Date day = domain::Date::of_days(0);
  std::string summary, description;
};

// iCalendar (RFC 5545): CRLF, lines of at most 75 bytes folded between characters, texts escaped.
// The same days and instant give the same bytes.
std::string calendar(const std::vector<CalendarDay>& days, util::Instant made);

} // namespace myatlas::formats
