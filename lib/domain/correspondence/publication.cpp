#include "domain/correspondence/publication.hpp"

#include <cstdlib>

#include <fmt/format.h>

#include "domain/values/names.hpp"

namespace myatlas::domain {

namespace {

using util::Result;

constexpr NamedValue<PublicationKind> k_publication_kind_names[] = {
  {"news", PublicationKind::news},
  {"study", PublicationKind::study},
  {"tender", PublicationKind::tender}};

constexpr std::int64_t k_minute = 60'000'000;

} // namespace

std::string ZonedTime::text() const
{
  std::string local = util::to_rfc3339({instant.micros + offset_minutes * k_minute});
  local.pop_back(); // its Z
  if (offset_minutes == 0) {
    return local + "Z";
  }
  const int distance = std::abs(offset_minutes);
  return fmt::format("{}{}{:02}:{:02}", local, offset_minutes < 0 ? '-' : '+', distance / 60,
                     distance % 60);
}

namespace {

int number_at(std::string_view text, std::size_t at)
{
  return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

bool is_utc(std::string_view time)
{
  return time.back() == 'Z' || time.back() == 'z';
}

// "+02:00", in minutes.
int offset_in(std::string_view tail)
{
  const int minutes = number_at(tail, 1) * 60 + number_at(tail, 4);
  return tail[0] == '-' ? -minutes : minutes;
}

} // namespace

Result<ZonedTime> parse_zoned_time(std::string_view text)
{
  constexpr std::size_t k_day = 10; // characters of a day alone, which has no zone
  const Result<util::Instant> instant = util::parse_rfc3339(std::string(text));
  if (!instant || text.size() <= k_day) {
    return util::Error{"time.zoned", {std::string(text)}};
  }
  return ZonedTime{*instant, is_utc(text) ? 0 : offset_in(text.substr(text.size() - 6))};
}

const char* to_text(PublicationKind kind)
{
  return name_of(k_publication_kind_names, kind);
}

Result<PublicationKind> parse_publication_kind(std::string_view text)
{
  return value_of(k_publication_kind_names, text, "publication.kind_unknown");
}

} // namespace myatlas::domain
