// Where a page of the list of work ends, as text.
#include "services/office/work.hpp"

#include <charconv>

#include <fmt/format.h>

#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Date;
using store::WorkPlace;

} // namespace

std::string to_text(const WorkPlace& place)
{
  return fmt::format("{}/{}/{}", place.day ? place.day->text() : "-", place.since.micros,
                     place.number);
}

namespace {

struct PlaceParts
{
  std::string_view day, since, number;
};

std::optional<PlaceParts> parts_between(std::string_view text, std::size_t first,
                                        std::size_t second)
{
  if (second == text.npos) {
    return std::nullopt;
  }
  return PlaceParts{text.substr(0, first), text.substr(first + 1, second - first - 1),
                    text.substr(second + 1)};
}

std::optional<PlaceParts> place_parts(std::string_view text)
{
  const std::size_t first = text.find('/');
  const std::size_t second = first == text.npos ? first : text.find('/', first + 1);
  return parts_between(text, first, second);
}

// A day or, as "-", none.
Result<std::optional<Date>> day_in(std::string_view text)
{
  if (text == "-") {
    return std::optional<Date>();
  }
  TRY_ASSIGN(const Date day, Date::parse(text));
  return std::optional(day);
}

std::optional<std::int64_t> micros_in(std::string_view text)
{
  std::int64_t micros = 0;
  const char* const last = text.data() + text.size();
  const auto [end, failed] = std::from_chars(text.data(), last, micros);
  return failed == std::errc() && end == last ? std::optional(micros) : std::nullopt;
}

std::optional<WorkPlace> place_of(const PlaceParts& parts)
{
  const auto day = day_in(parts.day);
  const auto since = micros_in(parts.since);
  if (!day || !since) {
    return std::nullopt;
  }
  return WorkPlace{*day, {*since}, std::string(parts.number)};
}

} // namespace

Result<WorkPlace> parse_work_place(std::string_view text)
{
  const auto parts = place_parts(text);
  const auto place = parts ? place_of(*parts) : std::nullopt;
  return place ? Result<WorkPlace>(*place) : Error{"list.after", {std::string(text)}};
}

} // namespace myatlas::services
