#include "store/tables/certificates.hpp"

#include <fmt/format.h>

#include "store/rows.hpp"
#include "store/tables/counters.hpp"

namespace myatlas::store {

namespace {

using domain::Certificate;

constexpr auto k_certificate = table<Certificate>(
  "certificate", Given("owner", Part::once), Column("number", &Certificate::number, Part::key),
  Column("request", &Certificate::request), Column("kind", &Certificate::kind),
  Column("trainee", &Certificate::trainee), Column("siret", &Certificate::siret),
  Column("title", &Certificate::title), Column("nature", &Certificate::nature),
  Column("starts", &Certificate::from), Column("ends", &Certificate::to),
  Column("hours", &Certificate::hours), Column("representative", &Certificate::representative),
  Column("role", &Certificate::role), Column("provider", &Certificate::provider),
  Column("activity_number", &Certificate::activity_number), Column("place", &Certificate::place),
  Column("signed", &Certificate::signed_on), Column("document", &Certificate::document),
  Column("file_name", &Certificate::file_name), Column("created_by", &Certificate::created_by),
  Column("created", &Certificate::created), Column("provider_name", &Certificate::provider_name),
  Column("company_name", &Certificate::company_name),
  Column("representative_title", &Certificate::title_of_representative),
  Column("module", &Certificate::module),
  Column("replaced_by", &Certificate::replaced_by, NullIfEmpty{}));

const std::string& select_certificates()
{
  static const std::string k_select =
    "select " + columns_text(k_certificate.columns(), "c") + " from certificate c where ";
  return k_select;
}

// Those an account sees, by their establishments, those of their dossiers, which may have been
// other ones, and its provider.
std::string seen_certificates(const Perimeter& seen_by)
{
  return seen_by.sees(
    "c.number in (select e.number from certificate e where e.siret in " + seen_by.reach() +
    "union select d.number from funding_request r join certificate d on d.owner = r.owner and "
    "d.request = r.number where r.siret in " +
    seen_by.reach() + "union select p.number from certificate p where p.provider / 100000 = $3)");
}

std::string is_seen_certificate(const Perimeter& seen_by)
{
  return seen_by.sees(seen_by.reaches("c.siret") +
                      "or exists (select 1 from funding_request r where "
                      "r.owner = c.owner and r.number = c.request and " +
                      seen_by.reaches("r.siret") + ") or c.provider / 100000 = $3");
}

} // namespace

std::string Certificates::next_number(int year)
{
  return fmt::format("A{}-{:07}", year, next_value(m_engine, fmt::format("certificate-{}", year)));
}

void Certificates::put(const Certificate& certificate, domain::Siren owner)
{
  add_row<k_certificate>(m_engine, certificate, {owner});
}

void Certificates::replace(std::string_view number, std::string_view successor)
{
  m_engine.execute("update certificate set replaced_by = $2 where number = $1",
                   {number, successor});
}

static bool is_replaced(const Certificate& certificate)
{
  return !certificate.replaced_by.empty();
}

std::vector<Certificate> Certificates::standing(std::string_view request) const
{
  std::vector<Certificate> found = list(request, Perimeter::all());
  std::erase_if(found, is_replaced);
  return found;
}

// The index of certificates by their dossier begins with its company.
static const char* of_dossier(std::string_view request)
{
  return request.empty() ? "and $4 = '' "
                         : "and c.request = $4 and c.owner = (select r.owner from "
                           "funding_request r where r.number = $4) ";
}

std::vector<Certificate> Certificates::list(std::string_view request,
                                            const Perimeter& seen_by) const
{
  const std::string select =
    select_certificates() + seen_certificates(seen_by) + of_dossier(request) + "order by c.number";
  return all_rows<k_certificate>(
    m_engine, select, {seen_by.everything, seen_by.account, seen_by.provider_number(), request});
}

std::optional<Certificate> Certificates::find(std::string_view number,
                                              const Perimeter& seen_by) const
{
  return first_row<k_certificate>(
    m_engine, select_certificates() + is_seen_certificate(seen_by) + "and c.number = $4",
    {seen_by.everything, seen_by.account, seen_by.provider_number(), number});
}

} // namespace myatlas::store
