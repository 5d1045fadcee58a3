#include "store/tables/publications.hpp"

#include <fmt/format.h>

#include "store/tables/counters.hpp"

namespace myatlas::store {

namespace {

const std::string k_select_publication =
  "select number, kind, title, summary, branch, url, published, buyer, contract_type, reference, "
  "place, platform, "
  "lots, deadline, offset_minutes, withdrawn from publication ";

domain::Publication publication_of(const Row& row)
{
  domain::Publication publication{row.text(0),
                                  row.read(1, domain::parse_publication_kind),
                                  row.text(2),
                                  row.text(3),
                                  row.text(4),
                                  row.text(5),
                                  util::Instant{row.integer(6)},
                                  row.text(7),
                                  row.text(8),
                                  row.text(9),
                                  row.text(10),
                                  row.text(11),
                                  row.maybe_integer(12),
                                  std::nullopt,
                                  std::nullopt};
  if (!row.is_null(13)) {
    publication.deadline = {util::Instant{row.integer(13)}, static_cast<int>(row.integer(14))};
  }
  if (!row.is_null(15)) {
    publication.withdrawn = util::Instant{row.integer(15)};
  }
  return publication;
}

} // namespace

std::string Publications::next_number(int year)
{
  return fmt::format("P{}-{:07}", year, next_value(m_engine, fmt::format("publication-{}", year)));
}

void Publications::put(const domain::Publication& p)
{
  const auto text = [](const std::string& value) { return Cell(std::string_view(value)); };
  m_engine.execute("insert into publication (number, kind, title, summary, branch, url, published, "
                   "buyer, contract_type, reference, place, "
                   "platform, lots, deadline, offset_minutes, withdrawn) "
                   "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) "
                   "on conflict (number) do update set withdrawn = excluded.withdrawn",
                   {text(p.number), std::string_view(domain::to_text(p.kind)), text(p.title),
                    text(p.summary), text(p.branch), text(p.url), p.published.micros, text(p.buyer),
                    text(p.contract_type), text(p.reference), text(p.place), text(p.platform),
                    cell(p.lots), p.deadline ? Cell(p.deadline->instant.micros) : Cell(),
                    p.deadline ? Cell(std::int64_t{p.deadline->offset_minutes}) : Cell(),
                    p.withdrawn ? Cell(p.withdrawn->micros) : Cell()});
}

std::optional<domain::Publication> Publications::find(std::string_view number) const
{
  const auto rows = m_engine.query(k_select_publication + "where number = $1", {number});
  return rows.empty() ? std::nullopt : std::optional(publication_of(rows[0]));
}

std::vector<domain::Publication> Publications::list(const PublicationFilter& filter) const
{
  const std::string_view kind = filter.kind ? domain::to_text(*filter.kind) : "";
  std::vector<domain::Publication> found;
  for (const Row& row : m_engine.query(
         k_select_publication + "where ($1 = '' or kind = $1) and ($2 = 0 or deadline > $3) and "
                                "($4 = '' or branch = '' or branch = $4) "
                                "and ($5 = 1 or withdrawn is null) order by coalesce(deadline, 0) "
                                "desc, published desc, number desc",
         {kind, std::int64_t{filter.open_at.has_value()},
          filter.open_at ? filter.open_at->micros : 0, std::string_view(filter.branch),
          std::int64_t{filter.withdrawn}})) {
    found.push_back(publication_of(row));
  }
  return found;
}

} // namespace myatlas::store
