#include "store/tables/invoices.hpp"

#include <fmt/format.h>

#include "store/state_lists.hpp"
#include "store/tables/invoice_rows.hpp"

namespace myatlas::store {

namespace {

using domain::BilledLine;
using domain::Invoice;
using domain::InvoiceChange;
using domain::InvoiceEvent;

constexpr auto k_invoice_change = table<InvoiceChange>(
  "invoice_change", Given("provider"), Given("number"), Position("position"),
  Column("at", &InvoiceChange::at), Column("actor", &InvoiceChange::actor),
  Column("event", &InvoiceChange::event), Column("state", &InvoiceChange::to),
  Column("comment", &InvoiceChange::comment), Column("reference", &InvoiceChange::reference),
  Column("paid_on", &InvoiceChange::paid_on), Column("although", &InvoiceChange::although));

constexpr auto k_invoice_line =
  table<BilledLine>("invoice_line", Given("provider"), Given("number"), Given("position"),
                    Column("nature", &BilledLine::nature), Column("amount", &BilledLine::amount),
                    Column("instalment", &BilledLine::instalment));

// One that is named: whether it is seen.
std::string is_seen_invoice(const Perimeter& seen_by)
{
  return seen_by.sees(seen_by.reaches("r.siret") + "or (i.provider = $3 and " + paid_to_provider() +
                      ")");
}

// All providers that sent an invoice, each by a step in the index.
constexpr const char* k_each_provider =
  "with recursive sender(provider) as (select min(provider) from invoice union all "
  "select (select min(n.provider) from invoice n where n.provider > sender.provider) from sender "
  "where sender.provider is not null) ";

} // namespace

std::string sees_invoice(const Perimeter& seen_by)
{
  const std::string of_member =
    "select e.id from funding_request e where e.siret in " + seen_by.reach();
  if (!seen_by.provider) {
    return seen_by.sees("i.dossier in (" + of_member + ")");
  }
  return seen_by.sees(
    "i.dossier in (" + of_member +
    "union select s.dossier from invoice s where s.provider = $3) and (i.dossier in (" + of_member +
    ") or (i.provider = $3 and " + paid_to_provider() + "))");
}

static const std::string& select_one()
{
  static const std::string k_select = "select " + columns_text(k_invoice.columns(), "i") +
                                      std::string(k_of_dossier) +
                                      "where i.provider = $1 and i.number = $2";
  return k_select;
}

std::optional<Invoice> Invoices::find(domain::Siren provider, std::string_view number) const
{
  return first_row<k_invoice>(m_engine, select_one(), {provider, number});
}

std::vector<Invoice> Invoices::find_number(std::string_view number, const Perimeter& seen_by) const
{
  return all_rows<k_invoice_with_change>(
    m_engine,
    k_each_provider + select_invoices() +
      "where i.provider in (select provider from sender) and i.number = $4 and " +
      is_seen_invoice(seen_by) + "order by i.provider",
    {seen_by.everything, seen_by.account, seen_by.provider_number(), number});
}

std::vector<Invoice> Invoices::list(const InvoiceFilter& filter, const Perimeter& seen_by) const
{
  const std::string_view state = filter.state ? domain::to_text(*filter.state) : "";
  const std::string of_dossier =
    filter.request.empty() ? "$4 = '' "
                           : "i.dossier = (select id from funding_request where number = $4) ";
  const char* const of_company =
    filter.company ? "and i.dossier in (select id from funding_request where owner = $7) "
                   : "and cast($7 as bigint) is null ";
  return all_rows<k_invoice_with_change>(
    m_engine,
    select_invoices() + "where " + sees_invoice(seen_by) + "and " + of_dossier + of_company +
      "and ($5 = '' or i.state = $5) and ($6 = '' or i.reference = $6) order by i.date, i.number",
    {seen_by.everything, seen_by.account, seen_by.provider_number(), filter.request, state,
     filter.reference, filter.company});
}

void Invoices::add_change(const Invoice& invoice, const InvoiceChange& change)
{
  add_row<k_invoice_change>(m_engine, change, {provider_of(invoice), invoice.number});
  m_engine.execute("update invoice set state = $3 where provider = $1 and number = $2",
                   {provider_of(invoice), invoice.number, change.to});
}

std::vector<InvoiceChange> Invoices::history(const Invoice& invoice) const
{
  return all_where<k_invoice_change>(m_engine, "provider = $1 and number = $2 order by position",
                                     {provider_of(invoice), invoice.number});
}

std::optional<std::string> Invoices::last_iban(domain::Siren payee) const
{
  constexpr InvoiceEvent k_accepted[] = {InvoiceEvent::accept};
  const std::string is_paid =
                      "c.event in (" + words_of(k_accepted) + ") and i.iban is not null and ",
                    last = " order by c.at desc limit 1) ";
  return first_value<std::string>(
    m_engine,
    "select iban from (select * from (select i.iban, c.at from invoice_change c "
    "join invoice i on i.provider = c.provider "
    "and i.number = c.number join funding_request r on r.id = i.dossier where "
    "c.provider = $1 and " +
      is_paid + paid_to_provider() + last +
      "as to_provider union all select * from (select i.iban, c.at from "
      "funding_request r cross join invoice i cross join invoice_change c "
      "where i.dossier = r.id and c.provider = i.provider and c.number = i.number "
      "and r.owner = $1 and " +
      is_paid + "not " + paid_to_provider() + last +
      "as to_member) as paid order by at desc limit 1",
    {payee});
}

void Invoices::put(const Invoice& invoice, std::int64_t dossier)
{
  add_row<k_invoice>(m_engine, invoice, {dossier});
}

bool Invoices::is_account_of_member(domain::Siren member, std::string_view iban) const
{
  return has_row(m_engine,
                 std::string("select 1 from funding_request r cross join invoice i where "
                             "i.dossier = r.id and r.owner = $1 and i.iban = $2 and not ") +
                   paid_to_provider() + " limit 1",
                 {member, iban});
}

void Invoices::set_document(domain::Siren provider, std::string_view number,
                            std::string_view digest, std::string_view file_name)
{
  m_engine.execute(
    "update invoice set document = $3, file_name = $4 where provider = $1 and number = $2",
    {provider, number, digest, file_name});
}

void Invoices::set_reference(domain::Siren provider, std::string_view number,
                             std::string_view reference)
{
  m_engine.execute("update invoice set reference = $3 where provider = $1 and number = $2",
                   {provider, number, reference});
}

bool Invoices::any() const
{
  return has_row(m_engine, "select 1 from invoice limit 1");
}

bool Invoices::has(domain::Siren provider, std::string_view number) const
{
  return has_row(m_engine, "select 1 from invoice where provider = $1 and number = $2",
                 {provider, number});
}

bool Invoices::more_than(std::int64_t count, domain::Siren provider) const
{
  return has_row(m_engine, "select 1 from invoice where provider = $1 limit 1 offset $2",
                 {provider, count});
}

void Invoices::each_number(domain::Siren provider,
                           const std::function<void(const std::string&)>& each) const
{
  const auto tell = [&](const Row& row) {
    each(row.text(0));
    return true;
  };
  m_engine.for_each("select number from invoice where provider = $1", {provider}, tell);
}

void Invoices::put_lines(const Invoice& invoice, const std::vector<BilledLine>& lines)
{
  std::int64_t position = 0;
  for (const BilledLine& line : lines) {
    add_row<k_invoice_line>(m_engine, line, {provider_of(invoice), invoice.number, ++position});
  }
}

std::vector<BilledLine> Invoices::lines(const Invoice& invoice) const
{
  return all_where<k_invoice_line>(m_engine, "provider = $1 and number = $2 order by position",
                                   {provider_of(invoice), invoice.number});
}

namespace {

// They name the invoice, which is called otherwise then.
void remove_parts(Engine& engine, domain::Siren provider, std::string_view number)
{
  engine.execute("delete from invoice_change where provider = $1 and number = $2",
                 {provider, number});
  engine.execute("delete from invoice_line where provider = $1 and number = $2",
                 {provider, number});
}

void rename(Engine& engine, domain::Siren provider, std::string_view number,
            const std::string& name)
{
  for (const std::string& statement :
       {std::string("update invoice set number = $3 where provider = $1 and number = $2"),
        std::string("update invoice set replaces = $3 where provider = $1 and replaces = $2"),
        "update transmission set subject = $3 where cfa = $1 and subject = $2 and kind = " +
          quoted(domain::TransmissionKind::invoice)}) {
    engine.execute(statement, {provider, number, name});
  }
}

} // namespace

std::string Invoices::set_aside(const Invoice& invoice)
{
  const domain::Siren provider = invoice.issuer.siren();
  std::string aside;
  for (int count = 1; aside.empty() || has(provider, aside); ++count) {
    aside = fmt::format("{}~{}", invoice.number, count); // no number a provider gives has that mark
  }
  const std::vector<InvoiceChange> changes = history(invoice);
  const std::vector<BilledLine> of_it = lines(invoice);
  remove_parts(m_engine, provider, invoice.number);
  rename(m_engine, provider, invoice.number, aside);
  Invoice moved = invoice;
  moved.number = aside;
  for (const InvoiceChange& change : changes) {
    add_change(moved, change);
  }
  put_lines(moved, of_it);
  return aside;
}

std::string Invoices::replaced_by(const Invoice& invoice) const
{
  return first_value<std::string>(
           m_engine, "select number from invoice where provider = $1 and replaces = $2",
           {provider_of(invoice), invoice.number})
    .value_or("");
}

} // namespace myatlas::store
