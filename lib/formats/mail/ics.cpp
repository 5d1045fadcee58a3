#include "formats/mail/ics.hpp"

#include <algorithm>

#include "domain/values/calendar.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

constexpr std::size_t k_most_bytes = 75; // of a line, without its end

std::string escaped(const std::string& text)
{
  std::string out;
  for (const char c : util::shown(text)) {
    if (c == '\\' || c == ';' || c == ',') {
      out += '\\';
    }
    out += c == '\n' ? "\\n" : std::string(1, c);
  }
  return out;
}

// A line in pieces that begin with a blank but for the first; a character of several bytes is not
// cut.
void add_line(std::string& file, const std::string& line)
{
  std::size_t at = 0, room = k_most_bytes;
  while (line.size() - at > room) {
    std::size_t size = room;
    while (size > 1 && (static_cast<unsigned char>(line[at + size]) & 0xC0U) == 0x80U) {
      --size;
    }
    file += line.substr(at, size) + "\r\n ";
    at += size;
    room = k_most_bytes - 1;
  }
  file += line.substr(at) + "\r\n";
}

std::string compact(std::string iso) // "2026-03-02T09:00:00Z" -> "20260302T090000Z"
{
  std::erase_if(iso, [](char c) { return c == '-' || c == ':'; });
  return iso;
}

// A day, and an alarm a week before it.
void add_event(std::string& file, const CalendarDay& day, const std::string& stamp)
{
  add_line(file, "BEGIN:VEVENT");
  add_line(file, "UID:" + util::printable(day.id) + "@myatlas");
  add_line(file, "DTSTAMP:" + stamp);
  add_line(file, "DTSTART;VALUE=DATE:" + compact(day.day.text()));
  add_line(file, "DTEND;VALUE=DATE:" + compact(domain::plus_days(day.day, 1).text()));
  add_line(file, "SUMMARY:" + escaped(day.summary));
  add_line(file, "DESCRIPTION:" + escaped(day.description));
  add_line(file, "TRANSP:TRANSPARENT");
  for (const char* line : {"BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-P7D"}) {
    add_line(file, line);
  }
  add_line(file, "DESCRIPTION:" + escaped(day.summary));
  add_line(file, "END:VALARM");
  add_line(file, "END:VEVENT");
}

} // namespace

std::string calendar(const std::vector<CalendarDay>& days, util::Instant made)
{
  std::string file;
  const std::string stamp = compact(util::to_rfc3339({made.micros / 1'000'000 * 1'000'000}));
  for (const char* line : {"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//myatlas//myatlas//FR",
                           "CALSCALE:GREGORIAN", "METHOD:PUBLISH"}) {
    add_line(file, line);
  }
  for (const CalendarDay& day : days) {
    add_event(file, day, stamp);
  }
  add_line(file, "END:VCALENDAR");
  return file;
}

} // namespace myatlas::formats
