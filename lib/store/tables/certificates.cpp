#include "store/tables/certificates.hpp"

#include <fmt/format.h>

#include "store/tables/counters.hpp"

namespace myatlas::store {

namespace {

constexpr const char* k_select_certificate =
  "select number, request, kind, trainee, siret, title, nature, starts, ends, hours, "
  "representative, role, provider, "
  "activity_number, place, signed, document, file_name, created_by, created, provider_name, "
  "company_name, representative_title, module, replaced_by "
  "from certificate c where ";

// Those an account sees, by their establishments, those of their dossiers, which may have been
// other ones, and its provider.
std::string seen_certificates(const Perimeter& seen_by)
{
  if (seen_by.everything) {
    return Perimeter::k_everything;
  }
  return "($1 = 0 and c.number in (select e.number from certificate e where e.siret in " +
         seen_by.reach() +
         "union select d.number from funding_request r join certificate d on d.owner = r.owner and "
         "d.request = r.number where r.siret in " +
         seen_by.reach() +
         "union select p.number from certificate p where p.provider / 100000 = $3)) ";
}

std::string is_seen_certificate(const Perimeter& seen_by)
{
  return seen_by.everything ? Perimeter::k_everything
                            : "($1 = 0 and (" + seen_by.reaches("c.siret") +
                                "or exists (select 1 from funding_request r where "
                                "r.owner = c.owner and r.number = c.request and " +
                                seen_by.reaches("r.siret") + ") or c.provider / 100000 = $3)) ";
}

domain::Certificate certificate_of(const Row& row)
{
  domain::Certificate c;
  c.number = row.text(0);
  c.request = row.text(1);
  c.kind = row.read(2, domain::parse_certificate_kind);
  c.trainee = row.text(3);
  c.siret = domain::Siret::of_checked(row.integer(4));
  c.title = row.text(5);
  c.nature = row.read(6, domain::parse_action_nature);
  c.from = row.read(7, domain::Date::read);
  c.to = row.read(8, domain::Date::read);
  c.hours = row.integer(9);
  c.representative = row.text(10);
  c.role = row.text(11);
  c.provider = domain::Siret::of_checked(row.integer(12));
  c.activity_number = row.text(13);
  c.place = row.text(14);
  c.signed_on = row.read(15, domain::Date::read);
  c.document = row.maybe_text(16);
  c.file_name = row.text(17);
  c.created_by = row.text(18);
  c.created = util::Instant{row.integer(19)};
  c.provider_name = row.text(20);
  c.company_name = row.text(21);
  c.title_of_representative = row.maybe_read(22, domain::parse_title);
  if (const auto module = row.maybe_integer(23)) {
    c.module = static_cast<int>(*module);
  }
  c.replaced_by = row.maybe_text(24).value_or("");
  return c;
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
  m_engine.execute("insert into certificate (owner, number, request, kind, trainee, siret, title, "
                   "nature, starts, ends, hours, "
                   "representative, role, provider, activity_number, place, signed, document, "
                   "file_name, created_by, created, provider_name, "
                   "company_name, representative_title, module) "
                   "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, "
                   "$17, $18, $19, $20, $21, $22, $23, $24, $25)",
                   {owner.number(),
                    text(c.number),
                    text(c.request),
                    std::string_view(domain::to_text(c.kind)),
                    text(c.trainee),
                    c.siret.number(),
                    text(c.title),
                    std::string_view(domain::to_text(c.nature)),
                    text(from),
                    text(to),
                    c.hours,
                    text(c.representative),
                    text(c.role),
                    c.provider.number(),
                    text(c.activity_number),
                    text(c.place),
                    text(signed_on),
                    cell(c.document),
                    text(c.file_name),
                    text(c.created_by),
                    c.created.micros,
                    text(c.provider_name),
                    text(c.company_name),
                    c.title_of_representative
                      ? Cell(std::string_view(domain::to_text(*c.title_of_representative)))
                      : Cell(),
                    c.module ? Cell(std::int64_t{*c.module}) : Cell()});
}

void Certificates::replace(std::string_view number, std::string_view successor)
{
  m_engine.execute("update certificate set replaced_by = $2 where number = $1",
                   {number, successor});
}

std::vector<domain::Certificate> Certificates::standing(std::string_view request) const
{
  std::vector<domain::Certificate> found = list(request, Perimeter::all());
  std::erase_if(found, [](const domain::Certificate& one) { return !one.replaced_by.empty(); });
  return found;
}

std::vector<domain::Certificate> Certificates::list(std::string_view request,
                                                    const Perimeter& seen_by) const
{
  // The index of certificates by their dossier begins with its company.
  const char* const of_dossier = request.empty()
                                   ? "and $4 = '' "
                                   : "and c.request = $4 and c.owner = (select r.owner from "
                                     "funding_request r where r.number = $4) ";
  std::vector<domain::Certificate> found;
  for (const Row& row : m_engine.query(
         k_select_certificate + seen_certificates(seen_by) + of_dossier + "order by c.number",
         {std::int64_t{seen_by.everything}, std::string_view(seen_by.account),
          seen_by.provider_number(), request})) {
    found.push_back(certificate_of(row));
  }
  return found;
}

std::optional<domain::Certificate> Certificates::find(std::string_view number,
                                                      const Perimeter& seen_by) const
{
  const auto rows =
    m_engine.query(k_select_certificate + is_seen_certificate(seen_by) + "and c.number = $4",
                   {std::int64_t{seen_by.everything}, std::string_view(seen_by.account),
                    seen_by.provider_number(), number});
  return rows.empty() ? std::nullopt : std::optional(certificate_of(rows[0]));
}

} // namespace myatlas::store
