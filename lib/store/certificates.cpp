#include "store/certificates.hpp"

#include <fmt/format.h>

#include "store/counters.hpp"

namespace myatlas::store {

namespace {

// $1: 1 sees everything, $2: the account, $3: the SIREN of its provider or 0.
std::string select_certificates(const Perimeter& seen_by)
{
  return "select number, request, kind, trainee, siret, title, nature, starts, ends, hours, representative, role, provider, "
         "activity_number, place, signed, document, file_name, created_by, created, module from certificate "
         "where ($1 = 1 or siret in " + seen_by.reach() + "or provider / 100000 = $3) ";
}

domain::Certificate certificate_of(const Row& row)
{
  const auto module = row.maybe_integer(20);
  return {row.text(0),
          row.text(1),
          *domain::parse_certificate_kind(row.text(2)),
          row.text(3),
          domain::Siret::of_checked(row.integer(4)),
          row.text(5),
          *domain::parse_action_nature(row.text(6)),
          *domain::Date::read(row.text(7)),
          *domain::Date::read(row.text(8)),
          row.integer(9),
          row.text(10),
          row.text(11),
          domain::Siret::of_checked(row.integer(12)),
          row.text(13),
          row.text(14),
          *domain::Date::read(row.text(15)),
          row.maybe_text(16),
          row.text(17),
          row.text(18),
          util::Instant{row.integer(19)},
          module ? std::optional(static_cast<int>(*module)) : std::nullopt};
}

} // namespace

std::string Certificates::next_number(int year)
{
  return fmt::format("A{}-{:07}", year, next_value(m_engine, fmt::format("certificate-{}", year)));
}

void Certificates::put(const domain::Certificate& c, domain::Siren owner)
{
  const auto text = [](const std::string& value) { return Cell(std::string_view(value)); };
  const std::string from = c.from.text(), to = c.to.text(), signed_on = c.signed_on.text();
  m_engine.execute("insert into certificate (owner, number, request, kind, trainee, siret, title, nature, starts, ends, hours, "
                   "representative, role, provider, activity_number, place, signed, document, file_name, created_by, created, module) "
                   "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)",
                   {owner.number(), text(c.number), text(c.request), std::string_view(domain::to_text(c.kind)), text(c.trainee),
                    c.siret.number(), text(c.title), std::string_view(domain::to_text(c.nature)), text(from), text(to), c.hours,
                    text(c.representative), text(c.role), c.provider.number(), text(c.activity_number), text(c.place), text(signed_on),
                    cell(c.document), text(c.file_name), text(c.created_by), c.created.micros,
                    c.module ? Cell(std::int64_t{*c.module}) : Cell()});
}

std::vector<domain::Certificate> Certificates::list(std::string_view request, const Perimeter& seen_by) const
{
  std::vector<domain::Certificate> found;
  for (const Row& row : m_engine.query(select_certificates(seen_by) + "and ($4 = '' or request = $4) order by number",
                                       {std::int64_t{seen_by.everything}, std::string_view(seen_by.account), seen_by.provider_number(), request})) {
    found.push_back(certificate_of(row));
  }
  return found;
}

std::optional<domain::Certificate> Certificates::find(std::string_view number, const Perimeter& seen_by) const
{
  const auto rows = m_engine.query(select_certificates(seen_by) + "and number = $4", {std::int64_t{seen_by.everything}, std::string_view(seen_by.account),
                                                                        seen_by.provider_number(), number});
  return rows.empty() ? std::nullopt : std::optional(certificate_of(rows[0]));
}

} // namespace myatlas::store
