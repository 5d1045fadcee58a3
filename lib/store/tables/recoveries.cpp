#include "store/tables/recoveries.hpp"

#include "store/tables/invoices.hpp"

namespace myatlas::store {

void Recoveries::add(std::int64_t dossier, const domain::Recovery& recovery)
{
  const std::string day = recovery.received_on.text();
  m_engine.execute(
    "insert into recovery (dossier, position, amount, reference, received_on, recorded_by, "
    "recorded, payee, share) "
    "select $1, count(*) + 1, $2, $3, $4, $5, $6, $7, $8 from recovery where dossier = $1",
    {dossier, recovery.amount.cents, std::string_view(recovery.reference), std::string_view(day),
     std::string_view(recovery.recorded_by), recovery.recorded.micros, recovery.payee.number(),
     std::string_view(recovery.share)});
}

std::vector<domain::Recovery> Recoveries::list(std::int64_t dossier) const
{
  std::vector<domain::Recovery> found;
  for (const Row& row : m_engine.query("select amount, reference, received_on, recorded_by, "
                                       "recorded, payee, share from recovery where dossier = $1 "
                                       "order by position",
                                       {dossier})) {
    found.push_back({{row.integer(0)},
                     row.text(1),
                     domain::Siren::of_checked(row.integer(5)),
                     row.text(6),
                     row.read(2, domain::Date::read),
                     row.text(3),
                     util::Instant{row.integer(4)}});
  }
  return found;
}

domain::Money Recoveries::for_teaching(std::int64_t dossier) const
{
  return {
    m_engine
      .query(
        "select coalesce(sum(amount), 0) from recovery where dossier = $1 and share = 'teaching'",
        {dossier})[0]
      .integer(0)};
}

std::vector<Overpaid> Recoveries::overpaid() const
{
  std::vector<Overpaid> found;
  for (const Row& row : m_engine.query(
         "select number, title, state, changed from (select r.number, r.title, r.state, r.changed, "
         "coalesce((select sum(s.amount) from instalment s where s.dossier = r.id), r.accepted, 0) "
         "as owed, "
         "(select coalesce(sum(i.without_tax), 0) from invoice i where i.dossier = r.id and "
         "i.state = 'REGLEE') - "
         "(select coalesce(sum(b.amount), 0) from recovery b where b.dossier = r.id) - " +
           Invoices::sum_coming_back("r.id") +
           " as kept, "
           "(r.broken_off is not null or exists (select 1 from funding_request_module m where "
           "m.owner = r.owner and m.number = r.number) or "
           "exists (select 1 from invoice o left join invoice_line l on l.provider = o.provider "
           "and l.number = o.number where o.dossier = r.id and "
           "(o.provider = r.siret / 100000 or l.nature <> 'PEDAGOGIE'))) as has_shares "
           "from funding_request r where r.state in ('ENGAGE', 'RUPTURE')) as paid where kept > "
           "owed or (kept > 0 and has_shares) order by number",
         {})) {
    found.push_back({row.text(0), row.text(1), row.text(2), util::Instant{row.integer(3)}});
  }
  return found;
}

} // namespace myatlas::store
