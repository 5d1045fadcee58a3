#pragma once

#include <cstdint>
#include <string>

#include "util/result.hpp"

namespace myatlas::util {

// Microseconds since 1970-01-01T00:00:00Z.
struct Instant
{
  std::int64_t micros = 0;
  auto operator<=>(const Instant&) const = default;
};

constexpr std::int64_t k_second = 1'000'000;
constexpr std::int64_t k_minute = 60 * k_second;
constexpr std::int64_t k_hour = 60 * k_minute;
constexpr std::int64_t k_clock_slack =
  5 * k_minute; // by which clocks that are right differ, and are put right

constexpr Instant operator+(Instant instant, std::int64_t micros)
{
  return Instant{instant.micros + micros};
}

// Tells the time; the real one lives in cli, tests bring a fixed one.
class Clock
{
public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

class FixedClock final : public Clock
{
public:
  explicit FixedClock(Instant instant) : m_instant(instant) {}
  Instant now() const override { return m_instant; }

private:
  Instant m_instant;
};

// RFC 3339 in UTC, "2026-02-28T22:00:00Z", with six decimals only when there are microseconds.
std::string to_rfc3339(Instant instant);

// The years a person or a file may tell. Beyond them arithmetic with days and numbers that begin
// with a year go wrong.
constexpr int k_first_year = 1900, k_last_year = 2199;

// Whether it is of these years.
bool is_likely(Instant instant);

// Reads RFC 3339 with "Z" or an offset of less than a day; also a bare date, meaning midnight UTC.
// Fails with "instant.form", or "instant.year" outside of k_first_year to k_last_year.
Result<Instant> parse_rfc3339(const std::string& text);

} // namespace myatlas::util
