#include "domain/correspondence/publication.hpp"

#include <cstdlib>

#include <fmt/format.h>

#include "domain/values/names.hpp"

namespace myatlas::domain {

namespace {

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

util::Result<ZonedTime> parse_zoned_time(std::string_view text)
{
  constexpr std::size_t k_day = 10; // characters of a day alone, which has no zone
  const util::Result<util::Instant> instant = util::parse_rfc3339(std::string(text));
  if (!instant || text.size() <= k_day) {
    return util::Error{"time.zoned", {std::string(text)}};
  }
  int offset = 0;
  if (const std::string_view tail = text.substr(text.size() - 6);
      text.back() != 'Z' && text.back() != 'z') {
    offset = ((tail[1] - '0') * 10 + (tail[2] - '0')) * 60 + (tail[4] - '0') * 10 + (tail[5] - '0');
    offset = tail[0] == '-' ? -offset : offset;
  }
  return ZonedTime{*instant, offset};
}

const char* to_text(PublicationKind kind)
{
  return name_of(k_publication_kind_names, kind);
}

util::Result<PublicationKind> parse_publication_kind(std::string_view text)
{
  return value_of(k_publication_kind_names, text, "publication.kind_unknown");
}

} // namespace myatlas::domain
