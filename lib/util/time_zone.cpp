#include "util/time_zone.hpp"

#include <algorithm>
#include <chrono>

#include "util/file.hpp"
#include "util/text.hpp"

namespace myatlas::util {

namespace {

constexpr const char* k_tables = "/usr/share/zoneinfo/";
constexpr std::size_t k_largest_table = 64U * 1024;
constexpr std::size_t k_table_head = 44;

// Reads a rule from left to right; what cannot be read leaves it failed.
class RuleReader
{
public:
  explicit RuleReader(std::string_view rule) : m_rest(rule) {}

  bool failed() const { return m_failed; }
  bool at_end() const { return m_rest.empty(); }
  char next() const { return m_rest.empty() ? '\0' : m_rest.front(); }

  bool take(char wanted)
  {
    const bool there = next() == wanted;
    m_rest.remove_prefix(there ? 1 : 0);
    return there;
  }

  // "CET", or "<+03>".
  void name()
  {
    const bool quoted = take('<');
    const std::size_t size = quoted ? m_rest.find('>') : m_rest.find_first_of("+-0123456789,");
    m_failed = m_failed || size == 0 || (quoted && size == m_rest.npos);
    m_rest.remove_prefix(m_failed ? 0 : std::min(size, m_rest.size()));
    m_failed = m_failed || (quoted && !take('>'));
  }

  unsigned number()
  {
    const std::size_t size = std::min(m_rest.find_first_not_of("0123456789"), m_rest.size());
    constexpr std::size_t k_most_rule_digits = 3;
    if (size == 0 || size > k_most_rule_digits) {
      m_failed = true;
      return 0;
    }
    const auto value = static_cast<unsigned>(std::stoul(std::string(m_rest.substr(0, size))));
    m_rest.remove_prefix(size);
    return value;
  }

  // "-1", "3:30:00": hours, minutes and seconds.
  std::int64_t seconds()
  {
    const bool negative = take('-');
    if (!negative) {
      take('+');
    }
    std::int64_t sum = std::int64_t{number()} * 3600;
    for (std::int64_t unit = 60; unit >= 1 && take(':'); unit /= 60) {
      sum += std::int64_t{number()} * unit;
    }
    return negative ? -sum : sum;
  }

  // "M3.5.0" or "M10.5.0/3".
  ClockChange change()
  {
    ClockChange change;
    m_failed = m_failed || !take('M');
    change.month = number();
    m_failed = m_failed || !take('.');
    change.week = number();
    m_failed = m_failed || !take('.');
    change.weekday = number();
    change.seconds = take('/') ? seconds() : change.seconds;
    m_failed = m_failed || change.month < 1 || change.month > 12 || change.week < 1 ||
               change.week > 5 || change.weekday > 6;
    return change;
  }

private:
  std::string_view m_rest;
  bool m_failed = false;
};

// The moment of a change in a year, in seconds by the clocks that are changed.
std::int64_t seconds_of(const ClockChange& change, int year)
{
  using namespace std::chrono;
  const auto month = std::chrono::year{year} / std::chrono::month{change.month};
  const weekday day{change.weekday};
  const sys_days found =
    change.week == 5 ? sys_days{month / day[last]} : sys_days{month / day[change.week]};
  return found.time_since_epoch().count() * 86'400LL + change.seconds;
}

int year_of_seconds(std::int64_t seconds)
{
  using namespace std::chrono;
  return static_cast<int>(
    year_month_day{floor<days>(sys_seconds{std::chrono::seconds{seconds}})}.year());
}

std::int64_t big_endian(std::string_view bytes, std::size_t at, std::size_t size)
{
  std::uint64_t value =
    (static_cast<unsigned char>(bytes[at]) & 0x80U) != 0 ? ~std::uint64_t{0} : 0;
  for (std::size_t i = 0; i < size; ++i) {
    value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  }
  return static_cast<std::int64_t>(value);
}

// The counts of a table's head (RFC 8536 3.1), and how long what follows it is.
struct TableHead
{
  std::size_t universal, standard, leaps, times, types, names;

  std::size_t size(std::size_t time_size) const
  {
    return times * (time_size + 1) + types * 6 + names + leaps * (time_size + 4) + standard +
           universal;
  }
};

std::optional<TableHead> head_at(std::string_view bytes, std::size_t at)
{
  if (bytes.size() < at + k_table_head || bytes.substr(at, 4) != "TZif") {
    return std::nullopt;
  }
  const auto count = [&](std::size_t number) {
    return static_cast<std::size_t>(big_endian(bytes, at + 20 + number * 4, 4));
  };
  const TableHead head{.universal = count(0),
                       .standard = count(1),
                       .leaps = count(2),
                       .times = count(3),
                       .types = count(4),
                       .names = count(5)};
  const bool bounded = std::ranges::max({head.universal, head.standard, head.leaps, head.times,
                                         head.types, head.names}) <= k_largest_table;
  return bounded && head.types > 0 ? std::optional(head) : std::nullopt;
}

bool is_zone_name(std::string_view name)
{
  const bool plain = !name.empty() && name.front() != '/' && name.find("..") == name.npos;
  return plain && std::ranges::all_of(name, [](char c) {
           return is_alnum(c) || c == '/' || c == '_' || c == '-' || c == '+';
         });
}

} // namespace

TimeZone TimeZone::paris()
{
  return *by_rule("CET-1CEST,M3.5.0,M10.5.0/3");
}

std::optional<TimeZone> TimeZone::by_rule(std::string_view rule)
{
  RuleReader reader(rule);
  TimeZone zone;
  reader.name();
  zone.m_offset = -reader.seconds(); // POSIX counts to the west
  zone.m_first_offset = zone.m_offset;
  if (!reader.failed() && !reader.at_end()) {
    reader.name();
    const bool told = reader.next() != ',' && !reader.at_end();
    zone.m_summer = told ? -reader.seconds() : zone.m_offset + 3600;
    const bool begins = reader.take(',');
    zone.m_begin = reader.change();
    const bool ends = reader.take(',');
    zone.m_end = reader.change();
    if (!begins || !ends) {
      return std::nullopt;
    }
  }
  return reader.failed() || !reader.at_end() ? std::nullopt : std::optional(zone);
}

Result<TimeZone> TimeZone::named(const std::string& name)
{
  if (name == "Europe/Paris") {
    return paris();
  }
  if (name == "UTC") {
    return *by_rule("UTC0");
  }
  const Result<std::string> bytes = is_zone_name(name) ? read_file(k_tables + name, k_largest_table)
                                                       : Result<std::string>(Error{"", {}});
  if (!bytes) {
    return Error{"time_zone.unknown", {name}};
  }
  TimeZone zone;
  return zone.read_table(*bytes) ? Result<TimeZone>(zone)
                                 : Result<TimeZone>(Error{"time_zone.table", {name}});
}

// The second part of a table, whose times have 64 bits, and the rule at its end.
bool TimeZone::read_table(std::string_view bytes)
{
  constexpr std::size_t k_short = 4, k_long = 8;
  const auto first = head_at(bytes, 0);
  const std::size_t second_at = first ? k_table_head + first->size(k_short) : 0;
  const auto head = first ? head_at(bytes, second_at) : std::nullopt;
  const std::size_t data = second_at + k_table_head;
  if (!head || bytes.size() < data + head->size(k_long) + 2) {
    return false;
  }
  const std::size_t kinds = data + head->times * k_long, types = kinds + head->times;
  const auto offset_of = [&](std::size_t type) {
    return type < head->types ? big_endian(bytes, types + type * 6, 4) : 0;
  };
  const std::string_view foot =
    bytes.substr(data + head->size(k_long) + 1); // between two ends of lines
  const auto by = by_rule(foot.substr(0, foot.find('\n')));
  if (!by) {
    return false;
  }
  *this = *by;
  m_first_offset = offset_of(0);
  for (std::size_t i = 0; i < head->times; ++i) {
    m_transitions.push_back({big_endian(bytes, data + i * k_long, k_long),
                             offset_of(static_cast<unsigned char>(bytes[kinds + i]))});
  }
  return std::ranges::is_sorted(m_transitions, {}, &Transition::at);
}

std::int64_t TimeZone::offset_by_rule(std::int64_t seconds) const
{
  if (!m_summer) {
    return m_offset;
  }
  const int year = year_of_seconds(seconds + m_offset);
  const std::int64_t begin = seconds_of(m_begin, year) - m_offset,
                     end = seconds_of(m_end, year) - *m_summer;
  const bool summer =
    begin < end ? seconds >= begin && seconds < end : seconds >= begin || seconds < end;
  return summer ? *m_summer : m_offset;
}

std::int64_t TimeZone::offset_at(Instant instant) const
{
  const std::int64_t seconds = instant.micros >= 0 ? instant.micros / k_second
                                                   : -((-instant.micros + k_second - 1) / k_second);
  if (m_transitions.empty() || seconds >= m_transitions.back().at) {
    return offset_by_rule(seconds);
  }
  const auto after = std::ranges::upper_bound(m_transitions, seconds, {}, &Transition::at);
  return after == m_transitions.begin() ? m_first_offset : std::prev(after)->offset;
}

Instant TimeZone::local(Instant instant) const
{
  return instant + offset_at(instant) * k_second;
}

} // namespace myatlas::util
