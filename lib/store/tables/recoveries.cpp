#include "store/tables/recoveries.hpp"

#include <fmt/format.h>

#include "domain/dossiers/dossier_share.hpp"
#include "store/rows.hpp"
#include "store/state_lists.hpp"
#include "store/tables/invoices.hpp"

namespace myatlas::store {

namespace {

using domain::Recovery;

constexpr auto k_recovery = table<Recovery>(
  "recovery", Given("dossier"), Position("position"), Column("amount", &Recovery::amount),
  Column("reference", &Recovery::reference), Column("received_on", &Recovery::received_on),
  Column("recorded_by", &Recovery::recorded_by), Column("recorded", &Recovery::recorded),
  Column("payee", &Recovery::payee), Column("share", &Recovery::share));

constexpr auto k_overpaid = table<Overpaid>(
  "funding_request", Column("number", &Overpaid::number), Column("title", &Overpaid::title),
  Column("state", &Overpaid::state), Column("changed", &Overpaid::since));

} // namespace

void Recoveries::add(std::int64_t dossier, const Recovery& recovery)
{
  add_row<k_recovery>(m_engine, recovery, {dossier});
}

std::vector<Recovery> Recoveries::list(std::int64_t dossier) const
{
  return all_where<k_recovery>(m_engine, "dossier = $1 order by position", {dossier});
}

domain::Money Recoveries::for_teaching(std::int64_t dossier) const
{
  static const std::string k_teaching = domain::to_text(domain::DossierShare());
  return value<domain::Money>(
    m_engine, "select coalesce(sum(amount), 0) from recovery where dossier = $1 and share = $2",
    {dossier, k_teaching});
}

std::vector<Overpaid> Recoveries::overpaid() const
{
  static const std::string k_sums =
    "coalesce((select sum(s.amount) from instalment s where s.dossier = r.id), r.accepted, 0) as "
    "owed, "
    "(select coalesce(sum(i.without_tax), 0) from invoice i where i.dossier = r.id and i.state in "
    "(" +
    Invoices::paid_states() +
    ")) - "
    "(select coalesce(sum(b.amount), 0) from recovery b where b.dossier = r.id) - " +
    Invoices::sum_coming_back("r.id") +
    " as kept, "
    "(r.broken_off is not null or exists (select 1 from funding_request_module m where m.owner = "
    "r.owner and m.number = r.number) or "
    "exists (select 1 from invoice o left join invoice_line l on l.provider = o.provider and "
    "l.number = o.number where o.dossier = r.id and (o.provider = r.siret / 100000 or l.nature "
    "<> " +
    quoted(domain::CostNature::pedagogie) + "))) as has_shares ";
  static const std::string k_select = fmt::format(
    "select {} from (select {}, {} from funding_request r where r.state in ({})) "
    "as paid where kept > owed or (kept > 0 and has_shares) order by number",
    columns_text(k_overpaid.columns()), columns_text(k_overpaid.columns(), "r"), k_sums,
    words_of_states<domain::k_request_states, &domain::RequestStateFacts::invoiceable>());
  return all_rows<k_overpaid>(m_engine, k_select);
}

} // namespace myatlas::store
