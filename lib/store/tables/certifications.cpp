#include "store/tables/certifications.hpp"

namespace myatlas::store {

namespace {

std::optional<std::string> text_of(const std::optional<domain::Date>& day)
{
  return day ? std::optional(day->text()) : std::nullopt;
}

} // namespace

std::optional<domain::Certification> Certifications::find(const domain::RncpCode& code) const
{
  const auto rows = m_engine.query(
    "select title, starts, ends, active, apprenticeship from certification where code = $1",
    {std::string_view(code.text())});
  if (rows.empty()) {
    return std::nullopt;
  }
  const Row& row = rows[0];
  const auto apprenticeship = row.maybe_integer(4);
  return domain::Certification{code,
                               row.text(0),
                               row.maybe_read(1, domain::Date::read),
                               row.maybe_read(2, domain::Date::read),
                               row.integer(3) == 1,
                               apprenticeship ? std::optional(*apprenticeship == 1) : std::nullopt};
}

bool Certifications::any() const
{
  return !m_engine.query("select 1 from certification limit 1").empty();
}

Certifications::Put Certifications::put(const domain::Certification& certification,
                                        const std::optional<domain::Certification>& known)
{
  if (known == certification) {
    return Put::same;
  }
  const auto starts = text_of(certification.starts), ends = text_of(certification.ends);
  const auto apprenticeship = certification.apprenticeship
                                ? std::optional<std::int64_t>(*certification.apprenticeship)
                                : std::nullopt;
  m_engine.execute("insert into certification (code, title, starts, ends, active, apprenticeship) "
                   "values ($1, $2, $3, $4, $5, $6) "
                   "on conflict (code) do update set title = excluded.title, starts = "
                   "excluded.starts, ends = excluded.ends, "
                   "active = excluded.active, apprenticeship = excluded.apprenticeship",
                   {std::string_view(certification.code.text()),
                    std::string_view(certification.title), cell(starts), cell(ends),
                    std::int64_t{certification.active}, cell(apprenticeship)});
  return known ? Put::changed : Put::added;
}

} // namespace myatlas::store
