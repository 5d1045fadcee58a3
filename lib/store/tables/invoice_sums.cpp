#include <fmt/format.h>

#include "store/state_lists.hpp"
#include "store/tables/invoice_rows.hpp"
#include "store/tables/invoices.hpp"

// What the invoices of a dossier come to.
namespace myatlas::store {

namespace {

using Facts = domain::InvoiceStateFacts;

constexpr const char* k_in_dossier = "dossier = (select id from funding_request where number = $1)";

WeighingInvoice blank_claim()
{
  return {.provider = domain::Siren::of_checked(0),
          .number = "",
          .module = std::nullopt,
          .without_tax = {},
          .hours = std::nullopt};
}

// A credit note is of the module of the invoice it takes from.
constexpr auto k_claim = table(
  "invoice", blank_claim, Column("i.provider", &WeighingInvoice::provider, Part::joined),
  Column("i.number", &WeighingInvoice::number, Part::joined),
  Column("coalesce((select p.module from invoice p where p.provider = i.provider and p.number = "
         "i.corrects), i.module)",
         &WeighingInvoice::module, Part::joined),
  Column("i.without_tax", &WeighingInvoice::without_tax, Part::joined),
  Column("i.hours", &WeighingInvoice::hours, Part::joined),
  Column("i.state", &WeighingInvoice::state, Part::joined),
  Column("(select count(*) from invoice_change c where c.provider = i.provider and c.number = "
         "i.number and c.although <> '')",
         &WeighingInvoice::passed, Part::joined),
  Column("i.corrects", &WeighingInvoice::corrects, Part::joined, NullIfEmpty{}));

} // namespace

const std::string& Invoices::counting_states()
{
  return words_of_states<domain::k_invoice_states, &Facts::counts>();
}

const std::string& Invoices::paid_states()
{
  return words_of_states<domain::k_invoice_states, &Facts::paid>();
}

// By the dossier, which has an index: a credit note is of the dossier of its invoice.
std::vector<domain::Invoice> Invoices::credits_on(const domain::Invoice& invoice) const
{
  return all_rows<k_invoice_with_change>(
    m_engine,
    select_invoices() +
      "where r.number = $1 and i.provider = $2 and i.corrects = $3 and i.state in (" +
      counting_states() + ") order by i.received, i.number",
    {invoice.request, provider_of(invoice), invoice.number});
}

domain::Money Invoices::paid(std::string_view request) const
{
  return value<domain::Money>(
    m_engine,
    fmt::format("select coalesce(sum(without_tax), 0) from invoice where {} and state in ({})",
                k_in_dossier, paid_states()),
    {request});
}

std::string Invoices::sum_coming_back(std::string_view dossier)
{
  return fmt::format("(select coalesce(-sum(c.without_tax), 0) from invoice c join invoice p on "
                     "p.provider = c.provider and p.number = c.corrects "
                     "where c.dossier = {} and c.corrects <> '' and c.state in ({}) and "
                     "p.state in ({}))",
                     dossier, words_of_states<domain::k_invoice_states, &Facts::open>(),
                     paid_states());
}

domain::Money Invoices::coming_back(std::int64_t dossier) const
{
  return value<domain::Money>(m_engine, "select " + sum_coming_back("$1"), {dossier});
}

std::vector<WeighingInvoice> Invoices::claims(std::string_view request) const
{
  const std::string select =
    fmt::format("select {} from invoice i where {} and i.state in ({})",
                columns_text(k_claim.columns()), k_in_dossier, counting_states());
  return all_rows<k_claim>(m_engine, select, {request});
}

static const std::string& open_states()
{
  return words_of_states<domain::k_invoice_states, &Facts::open>();
}

std::int64_t Invoices::open(std::string_view request) const
{
  return value(m_engine,
               fmt::format("select count(*) from invoice where {} and state in ({})", k_in_dossier,
                           open_states()),
               {request});
}

} // namespace myatlas::store
