#include "formats/mail/ics.hpp"

#include <algorithm>

#include "domain/values/calendar.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

constexpr std::size_t k_most_bytes = 75; // of a line, without its end

std::string escaped(char c)
{
  const std::string mark = c == '\\' || c == ';' || c == ',' ? "\\" : "";
  return c == '\n' ? "\\n" : mark + c;
}

std::string escaped(const std::string& text)
{
  std::string out;
  for (const char c : util::shown(text)) {
    out += escaped(c);
  }
  return out;
}

bool continues(char c)
{
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// As much of a line as there is room for; a character of several bytes is not cut.
std::size_t whole_characters(const std::string& line, std::size_t at, std::size_t room)
{
  while (room > 1 && continues(line[at + room])) {
    --room;
  }
  return room;
}

// A line in pieces that begin with a blank but for the first.
void add_line(std::string& file, const std::string& line)
{
  std::size_t at = 0, room = k_most_bytes;
  while (line.size() - at > room) {
    const std::size_t size = whole_characters(line, at, room);
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

void add_lines(std::string& file, std::initializer_list<const char*> lines)
{
  for (const char* line : lines) {
    add_line(file, line);
  }
}

void add_day(std::string& file, domain::Date day)
{
  add_line(file, "DTSTART;VALUE=DATE:" + compact(day.text()));
  add_line(file, "DTEND;VALUE=DATE:" + compact(domain::plus_days(day, 1).text()));
}

void add_description(std::string& file, const std::string& text)
{
  add_line(file, "DESCRIPTION:" + escaped(text));
}

void add_words(std::string& file, const CalendarDay& day)
{
  add_line(file, "SUMMARY:" + escaped(day.summary));
  add_description(file, day.description);
}

// A week before.
void add_alarm(std::string& file, const std::string& summary)
{
  add_lines(file, {"BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-P7D"});
  add_description(file, summary);
  add_line(file, "END:VALARM");
}

void add_event(std::string& file, const CalendarDay& day, const std::string& stamp)
{
  add_line(file, "BEGIN:VEVENT");
  add_line(file, "UID:" + util::printable(day.id) + "@myatlas");
  add_line(file, "DTSTAMP:" + stamp);
  add_day(file, day.day);
  add_words(file, day);
  add_line(file, "TRANSP:TRANSPARENT");
  add_alarm(file, day.summary);
  add_line(file, "END:VEVENT");
}

} // namespace

static std::string stamp_of(util::Instant made) // to the second
{
  return compact(util::to_rfc3339({made.micros / 1'000'000 * 1'000'000}));
}

static void add_events(std::string& file, const std::vector<CalendarDay>& days,
                       const std::string& stamp)
{
  for (const CalendarDay& day : days) {
    add_event(file, day, stamp);
  }
}

std::string calendar(const std::vector<CalendarDay>& days, util::Instant made)
{
  std::string file;
  add_lines(file, {"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//myatlas//myatlas//FR",
                   "CALSCALE:GREGORIAN", "METHOD:PUBLISH"});
  add_events(file, days, stamp_of(made));
  add_line(file, "END:VCALENDAR");
  return file;
}

} // namespace myatlas::formats
