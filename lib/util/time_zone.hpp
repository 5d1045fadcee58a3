#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "util/clock.hpp"

namespace myatlas::util {

// When clocks are put on or back each year, as POSIX writes it in a TZ variable: "M3.5.0/2" is two
// o'clock on the last Sunday of March.
struct ClockChange
{
  unsigned month = 1, week = 1, weekday = 0; // week 5 is the last; weekday 0 is Sunday
  std::int64_t seconds = 7200;               // after midnight, by the clocks that are changed
};

// Where a day begins and what clocks show: by the zone's rule for all times to come and, before, by
// what the system's tables say.
class TimeZone
{
public:
  // Europe/Paris by the rule of directive 2000/84/CE, so that no table of the system is needed.
  static TimeZone paris();

  // A zone by its name: Europe/Paris, UTC, or one of the system's tables (RFC 8536). Fails with
  // "time_zone.unknown" (name), or "time_zone.table" (name) where the table cannot be read.
  static Result<TimeZone> named(const std::string& name);

  // By the rule alone, "CET-1CEST,M3.5.0,M10.5.0/3"; none when it is no such rule.
  static std::optional<TimeZone> by_rule(std::string_view rule);

  std::int64_t offset_at(Instant instant) const; // seconds clocks are ahead of UTC
  Instant local(Instant instant) const;          // what clocks show, as if it were UTC

private:
  struct Transition
  {
    std::int64_t at = 0, offset = 0; // seconds since 1970, from then on
  };

  std::int64_t offset_by_rule(std::int64_t seconds) const;
  bool read_table(std::string_view bytes);

  std::int64_t m_offset = 0;
  std::optional<std::int64_t> m_summer; // none: all year the same
  ClockChange m_begin, m_end;
  std::vector<Transition> m_transitions; // the rule holds after the last
  std::int64_t m_first_offset = 0;       // before the first
};

} // namespace myatlas::util
