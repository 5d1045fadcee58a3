#include "store/recoveries.hpp"

#include "store/invoices.hpp"

namespace myatlas::store {

void Recoveries::add(std::int64_t dossier, const domain::Recovery& recovery)
{
  const std::string day = recovery.received_on.text();
  m_engine.execute("insert into recovery (dossier, position, amount, reference, received_on, recorded_by, recorded) "
                   "select $1, count(*) + 1, $2, $3, $4, $5, $6 from recovery where dossier = $1",
                   {dossier, recovery.amount.cents, std::string_view(recovery.reference), std::string_view(day),
                    std::string_view(recovery.recorded_by), recovery.recorded.micros});
}

domain::Money Recoveries::total(std::int64_t dossier) const
{
  return {m_engine.query("select coalesce(sum(amount), 0) from recovery where dossier = $1", {dossier})[0].integer(0)};
}

std::vector<Overpaid> Recoveries::overpaid() const
{
  std::vector<Overpaid> found;
  for (const Row& row : m_engine.query(
         "select number, title, state, changed from (select r.number, r.title, r.state, r.changed, r.broken_off, r.accepted, "
         "(select coalesce(sum(i.without_tax), 0) from invoice i where i.dossier = r.id and i.state = 'REGLEE') - "
         "(select coalesce(sum(b.amount), 0) from recovery b where b.dossier = r.id) - " + Invoices::sum_coming_back("r.id") + " as kept "
         "from funding_request r where r.state in ('ENGAGE', 'RUPTURE')) as paid where kept > coalesce(accepted, 0) or (kept > 0 and broken_off is not null) "
         "order by number",
         {})) {
    found.push_back({row.text(0), row.text(1), row.text(2), util::Instant{row.integer(3)}});
  }
  return found;
}

} // namespace myatlas::store
