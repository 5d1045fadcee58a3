#include "store/tables/publications.hpp"

#include <fmt/format.h>

#include "store/rows.hpp"
#include "store/tables/counters.hpp"

namespace myatlas::store {

namespace {

using domain::Publication;
using domain::ZonedTime;

constexpr auto k_deadline =
  table<ZonedTime>("publication", Column("deadline", &ZonedTime::instant, Part::once),
                   Column("offset_minutes", &ZonedTime::offset_minutes, Part::once));

constexpr auto k_publication = table<Publication>(
  "publication", Column("number", &Publication::number, Part::key),
  Column("kind", &Publication::kind, Part::once), Column("title", &Publication::title, Part::once),
  Column("summary", &Publication::summary, Part::once),
  Column("branch", &Publication::branch, Part::once), Column("url", &Publication::url, Part::once),
  Column("published", &Publication::published, Part::once),
  Column("buyer", &Publication::buyer, Part::once),
  Column("contract_type", &Publication::contract_type, Part::once),
  Column("reference", &Publication::reference, Part::once),
  Column("place", &Publication::place, Part::once),
  Column("platform", &Publication::platform, Part::once),
  Column("lots", &Publication::lots, Part::once), Maybe(&Publication::deadline, k_deadline),
  Column("withdrawn", &Publication::withdrawn));

} // namespace

std::string Publications::next_number(int year)
{
  return fmt::format("P{}-{:07}", year, next_value(m_engine, fmt::format("publication-{}", year)));
}

void Publications::put(const Publication& publication)
{
  put_row<k_publication>(m_engine, publication);
}

std::optional<Publication> Publications::find(std::string_view number) const
{
  return first_where<k_publication>(m_engine, "number = $1", {number});
}

static constexpr const char* k_wanted =
  "($1 = '' or kind = $1) and ($2 = 0 or deadline > $3) and ($4 = '' or branch = '' or branch = "
  "$4) and ($5 = 1 or withdrawn is null) "
  "order by coalesce(deadline, 0) desc, published desc, number desc";

std::vector<Publication> Publications::list(const PublicationFilter& filter) const
{
  const std::string_view kind = filter.kind ? domain::to_text(*filter.kind) : "";
  const util::Instant open_at = filter.open_at.value_or(util::Instant{});
  return all_where<k_publication>(
    m_engine, k_wanted,
    {kind, filter.open_at.has_value(), open_at, filter.branch, filter.withdrawn});
}

} // namespace myatlas::store
