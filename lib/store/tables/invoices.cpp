#include "store/tables/invoices.hpp"

#include <fmt/format.h>

namespace myatlas::store {

namespace {

const std::string k_columns_told = "select i.number, i.issuer, r.number, i.date, i.without_tax, "
                                   "i.vat_rate, i.tax, i.with_tax, i.iban, i.document, "
                                   "i.file_name, i.state, i.received, i.hours, i.module, "
                                   "i.corrects, i.prepaid, i.amount_due, i.replaces, i.sender";
const std::string k_of_dossier = " from invoice i join funding_request r on r.id = i.dossier ";
const std::string k_select_invoice = k_columns_told + k_of_dossier;

// With what its last change says.
const std::string k_told = k_columns_told + ", c.comment, c.reference, c.paid_on" + k_of_dossier +
                           "left join invoice_change c on c.provider = i.provider and "
                           "c.number = i.number and c.position = (select max(x.position) from "
                           "invoice_change x where x.provider = i.provider "
                           "and x.number = i.number) ";

constexpr const char* k_in_dossier = "dossier = (select id from funding_request where number = $1)";

// Those an account sees, looked up by the dossiers of its establishments and by its provider.
std::string seen_invoices(const Perimeter& seen_by)
{
  if (seen_by.everything) {
    return std::string("where ") + Perimeter::k_everything;
  }
  const std::string of_member =
    "(select e.id from funding_request e where e.siret in " + seen_by.reach() + ")";
  if (!seen_by.provider) {
    return "where ($1 = 0 and $3 = $3 and i.dossier in " + of_member + ") ";
  }
  return "where $1 = 0 and (i.dossier in " + of_member + " or i.provider = $3) and (i.dossier in " +
         of_member + " or " + k_paid_to_provider + ") ";
}

// One that is named: whether it is seen.
std::string is_seen_invoice(const Perimeter& seen_by)
{
  return seen_by.everything ? Perimeter::k_everything
                            : "($1 = 0 and (" + seen_by.reaches("r.siret") +
                                "or (i.provider = $3 and " + k_paid_to_provider + "))) ";
}

// All providers that sent an invoice, each by a step in the index.
constexpr const char* k_each_provider =
  "with recursive sender(provider) as (select min(provider) from invoice union all "
  "select (select min(n.provider) from invoice n where n.provider > sender.provider) from sender "
  "where sender.provider is not null) ";

domain::Invoice invoice_of(const Row& row)
{
  const auto module = row.maybe_integer(14);
  const auto money = [&](std::size_t column) {
    const auto cents = row.maybe_integer(column);
    return cents ? std::optional(domain::Money{*cents}) : std::nullopt;
  };
  domain::Invoice invoice{row.text(0),
                          domain::Siret::of_checked(row.integer(1)),
                          row.text(2),
                          row.read(3, domain::Date::read),
                          {domain::Money{row.integer(4)}, row.maybe_integer(5), money(6), money(7)},
                          row.maybe_read(8, domain::Iban::parse),
                          row.maybe_text(9),
                          row.text(10),
                          row.read(11, domain::parse_invoice_state),
                          util::Instant{row.integer(12)}};
  invoice.hours = row.maybe_integer(13);
  invoice.module = module ? std::optional(static_cast<int>(*module)) : std::nullopt;
  invoice.corrects = row.maybe_text(15).value_or("");
  invoice.prepaid = money(16);
  invoice.due = money(17);
  invoice.replaces = row.maybe_text(18).value_or("");
  invoice.sender = row.maybe_read(19, domain::parse_sender);
  return invoice;
}

// Rows of k_told.
std::vector<domain::Invoice> invoices_of(const std::vector<Row>& rows)
{
  std::vector<domain::Invoice> found;
  for (const Row& row : rows) {
    domain::Invoice& invoice = found.emplace_back(invoice_of(row));
    invoice.reason =
      invoice.state == domain::InvoiceState::rejetee ? row.maybe_text(20).value_or("") : "";
    invoice.payment_reference = row.maybe_text(21).value_or("");
    if (!row.is_null(22)) {
      invoice.paid_on = row.read(22, domain::Date::read);
    }
  }
  return found;
}

constexpr std::string_view k_invoice_columns[] = {
  "provider", "number",     "issuer",   "dossier",  "date",      "without_tax", "vat_rate",
  "tax",      "with_tax",   "iban",     "document", "file_name", "sender",      "corrects",
  "prepaid",  "amount_due", "replaces", "hours",    "module",    "state",       "received"};

// How many of them a file's invoices have: all but what is alike for each of them.
constexpr std::size_t own_columns(InvoiceColumns columns)
{
  return columns == InvoiceColumns::all ? 17 : 13;
}

// Calls `use` with the cells of an invoice, in the order of k_invoice_columns; they last as long as
// the call.
template <typename Use>
void with_cells(const InvoiceLine& invoice, Use use)
{
  const std::string date = invoice.date.text();
  const domain::InvoiceAmounts& amounts = invoice.amounts;
  const auto cents = [](const auto& money) { return money ? Cell(money->cents) : Cell(); };
  const auto text = [](std::string_view value) { return value.empty() ? Cell() : Cell(value); };
  const Cell cells[] = {invoice.issuer.siren().number(),
                        invoice.number,
                        invoice.issuer.number(),
                        invoice.dossier,
                        std::string_view(date),
                        amounts.without_tax.cents,
                        cell(amounts.vat_rate),
                        cents(amounts.tax),
                        cents(amounts.with_tax),
                        text(invoice.iban),
                        text(invoice.document),
                        invoice.file_name,
                        invoice.sender ? Cell(std::string_view(domain::to_text(*invoice.sender)))
                                       : Cell(),
                        text(invoice.corrects),
                        cents(invoice.prepaid),
                        cents(invoice.due),
                        text(invoice.replaces),
                        cell(invoice.hours),
                        invoice.module ? Cell(std::int64_t{*invoice.module}) : Cell(),
                        std::string_view(domain::to_text(invoice.state)),
                        invoice.received.micros};
  use(Cells(cells));
}

InvoiceLine line_of(const domain::Invoice& invoice, std::int64_t dossier)
{
  return {invoice.number,
          invoice.issuer,
          dossier,
          invoice.date,
          invoice.amounts,
          invoice.iban ? std::string_view(invoice.iban->text()) : "",
          invoice.document ? std::string_view(*invoice.document) : "",
          invoice.file_name,
          invoice.state,
          invoice.received,
          invoice.hours,
          invoice.module,
          invoice.corrects,
          invoice.prepaid,
          invoice.due,
          invoice.replaces,
          invoice.sender};
}

} // namespace

std::optional<domain::Invoice> Invoices::find(domain::Siren provider, std::string_view number) const
{
  const auto rows = m_engine.query(k_select_invoice + "where i.provider = $1 and i.number = $2",
                                   {provider.number(), number});
  return rows.empty() ? std::nullopt : std::optional(invoice_of(rows[0]));
}

std::vector<domain::Invoice> Invoices::find_number(std::string_view number,
                                                   const Perimeter& seen_by) const
{
  return invoices_of(
    m_engine.query(k_each_provider + k_told +
                     "where i.provider in (select provider from sender) and i.number = $4 and " +
                     is_seen_invoice(seen_by) + "order by i.provider",
                   {std::int64_t{seen_by.everything}, std::string_view(seen_by.account),
                    seen_by.provider_number(), number}));
}

std::vector<domain::Invoice> Invoices::list(const InvoiceFilter& filter,
                                            const Perimeter& seen_by) const
{
  const std::string_view state = filter.state ? domain::to_text(*filter.state) : "";
  const std::string of_dossier =
    filter.request.empty() ? "$4 = '' "
                           : "i.dossier = (select id from funding_request where number = $4) ";
  return invoices_of(
    m_engine.query(k_told + seen_invoices(seen_by) + "and " + of_dossier +
                     "and ($5 = '' or i.state = $5) order by i.date, i.number",
                   {std::int64_t{seen_by.everything}, std::string_view(seen_by.account),
                    seen_by.provider_number(), std::string_view(filter.request), state}));
}

void Invoices::add_change(const domain::Invoice& invoice, const domain::InvoiceChange& change)
{
  const std::string day = change.paid_on ? change.paid_on->text() : "";
  m_engine.execute(
    "insert into invoice_change (provider, number, position, at, actor, event, state, comment, "
    "reference, paid_on, although) "
    "select $1, $2, count(*) + 1, $3, $4, $5, $6, $7, $8, $9, $10 from invoice_change where "
    "provider = $1 and number = $2",
    {invoice.issuer.siren().number(), std::string_view(invoice.number), change.at.micros,
     std::string_view(change.actor), std::string_view(domain::to_text(change.event)),
     std::string_view(domain::to_text(change.to)), std::string_view(change.comment),
     std::string_view(change.reference), day.empty() ? Cell() : Cell(std::string_view(day)),
     std::string_view(change.although)});
  m_engine.execute("update invoice set state = $3 where provider = $1 and number = $2",
                   {invoice.issuer.siren().number(), std::string_view(invoice.number),
                    std::string_view(domain::to_text(change.to))});
}

std::vector<domain::InvoiceChange> Invoices::history(const domain::Invoice& invoice) const
{
  std::vector<domain::InvoiceChange> found;
  for (const Row& row :
       m_engine.query("select at, actor, event, state, comment, reference, paid_on, although from "
                      "invoice_change "
                      "where provider = $1 and number = $2 order by position",
                      {invoice.issuer.siren().number(), std::string_view(invoice.number)})) {
    domain::InvoiceChange& change = found.emplace_back(domain::InvoiceChange{
      util::Instant{row.integer(0)}, row.text(1), row.read(2, domain::parse_invoice_event),
      row.read(3, domain::parse_invoice_state), row.text(4), row.text(5), std::nullopt,
      row.text(7)});
    if (!row.is_null(6)) {
      change.paid_on = row.read(6, domain::Date::read);
    }
  }
  return found;
}

std::optional<std::string> Invoices::last_iban(domain::Siren payee) const
{
  const std::string is_paid = "c.event = 'accept' and i.iban is not null and ",
                    last = " order by c.at desc limit 1) ";
  const auto rows =
    m_engine.query("select iban from (select * from (select i.iban, c.at from invoice_change c "
                   "join invoice i on i.provider = c.provider "
                   "and i.number = c.number join funding_request r on r.id = i.dossier where "
                   "c.provider = $1 and " +
                     is_paid + k_paid_to_provider + last +
                     "as to_provider union all select * from (select i.iban, c.at from "
                     "funding_request r cross join invoice i cross join invoice_change c "
                     "where i.dossier = r.id and c.provider = i.provider and c.number = i.number "
                     "and r.owner = $1 and " +
                     is_paid + "not " + k_paid_to_provider + last +
                     "as to_member) as paid order by at desc limit 1",
                   {payee.number()});
  return rows.empty() ? std::nullopt : std::optional(rows[0].text(0));
}

void Invoices::put(const domain::Invoice& invoice, std::int64_t dossier)
{
  with_cells(line_of(invoice, dossier), [this](Cells cells) {
    m_engine.execute(
      "insert into invoice (provider, number, issuer, dossier, date, without_tax, vat_rate, tax, "
      "with_tax, iban, document, file_name, sender, corrects, prepaid, amount_due, replaces, "
      "hours, module, state, received) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, "
      "$19, $20, $21)",
      cells);
  });
}

bool Invoices::is_account_of_member(domain::Siren member, std::string_view iban) const
{
  return !m_engine
            .query(std::string("select 1 from funding_request r cross join invoice i where "
                               "i.dossier = r.id and r.owner = $1 and i.iban = $2 and not ") +
                     k_paid_to_provider + " limit 1",
                   {member.number(), iban})
            .empty();
}

std::unique_ptr<BulkWriter> Invoices::load(BulkMode mode, util::Instant received,
                                           InvoiceColumns columns)
{
  return m_engine.bulk(
    {"invoice",
     {std::begin(k_invoice_columns), std::begin(k_invoice_columns) + own_columns(columns)},
     2,
     {{"state", std::string_view(domain::to_text(domain::InvoiceState::deposee))},
      {"received", received.micros}}},
    mode);
}

void Invoices::put(BulkWriter& writer, const InvoiceLine& invoice, InvoiceColumns columns)
{
  with_cells(invoice, [&](Cells cells) { writer.put(cells.first(own_columns(columns))); });
}

void Invoices::set_document(domain::Siren provider, std::string_view number,
                            std::string_view digest, std::string_view file_name)
{
  m_engine.execute(
    "update invoice set document = $3, file_name = $4 where provider = $1 and number = $2",
    {provider.number(), number, digest, file_name});
}

bool Invoices::any() const
{
  return !m_engine.query("select 1 from invoice limit 1").empty();
}

bool Invoices::has(domain::Siren provider, std::string_view number) const
{
  return !m_engine
            .query("select 1 from invoice where provider = $1 and number = $2",
                   {provider.number(), number})
            .empty();
}

bool Invoices::more_than(std::int64_t count, domain::Siren provider) const
{
  return !m_engine
            .query("select 1 from invoice where provider = $1 limit 1 offset $2",
                   {provider.number(), count})
            .empty();
}

void Invoices::each_number(domain::Siren provider,
                           const std::function<void(const std::string&)>& each) const
{
  m_engine.for_each("select number from invoice where provider = $1", {provider.number()},
                    [&](const Row& row) {
                      each(row.text(0));
                      return true;
                    });
}

std::string Invoices::weighing_states()
{
  std::string states;
  for (const domain::InvoiceState state : domain::k_invoice_states) {
    states += domain::weighs(state)
                ? fmt::format("{}'{}'", states.empty() ? "" : ", ", domain::to_text(state))
                : "";
  }
  return states;
}

void Invoices::put_lines(const domain::Invoice& invoice,
                         const std::vector<domain::BilledLine>& lines)
{
  for (std::size_t i = 0; i < lines.size(); ++i) {
    m_engine.execute("insert into invoice_line (provider, number, position, nature, amount, "
                     "instalment) values ($1, $2, $3, $4, $5, $6)",
                     {invoice.issuer.siren().number(), std::string_view(invoice.number),
                      static_cast<std::int64_t>(i + 1),
                      std::string_view(domain::to_text(lines[i].nature)), lines[i].amount.cents,
                      lines[i].instalment ? Cell(std::int64_t{*lines[i].instalment}) : Cell()});
  }
}

std::vector<domain::BilledLine> Invoices::lines(const domain::Invoice& invoice) const
{
  std::vector<domain::BilledLine> found;
  for (const Row& row :
       m_engine.query("select nature, amount, instalment from invoice_line where provider = $1 and "
                      "number = $2 order by position",
                      {invoice.issuer.siren().number(), std::string_view(invoice.number)})) {
    const auto instalment = row.maybe_integer(2);
    found.push_back({row.read(0, domain::parse_cost_nature),
                     {row.integer(1)},
                     instalment ? std::optional(static_cast<int>(*instalment)) : std::nullopt});
  }
  return found;
}

// By the dossier, which has an index: a credit note is of the dossier of its invoice.
std::vector<domain::Invoice> Invoices::credits_on(const domain::Invoice& invoice) const
{
  return invoices_of(m_engine.query(
    k_told + "where r.number = $1 and i.provider = $2 and i.corrects = $3 and i.state in (" +
      weighing_states() + ") order by i.received, i.number",
    {std::string_view(invoice.request), invoice.issuer.siren().number(),
     std::string_view(invoice.number)}));
}

domain::Money Invoices::invoiced(std::string_view request) const
{
  const auto rows = m_engine.query(
    fmt::format("select coalesce(sum(without_tax), 0) from invoice where {} and state in ({})",
                k_in_dossier, weighing_states()),
    {request});
  return {rows.at(0).integer(0)};
}

domain::Money Invoices::paid(std::string_view request) const
{
  return {
    m_engine
      .query(fmt::format(
               "select coalesce(sum(without_tax), 0) from invoice where {} and state = 'REGLEE'",
               k_in_dossier),
             {request})[0]
      .integer(0)};
}

std::string Invoices::sum_coming_back(std::string_view dossier)
{
  return fmt::format("(select coalesce(-sum(c.without_tax), 0) from invoice c join invoice p on "
                     "p.provider = c.provider and p.number = c.corrects "
                     "where c.dossier = {} and c.corrects <> '' and c.state <> 'REGLEE' and "
                     "c.state in ({}) and p.state = 'REGLEE')",
                     dossier, weighing_states());
}

domain::Money Invoices::coming_back(std::int64_t dossier) const
{
  return {m_engine.query("select " + sum_coming_back("$1"), {dossier}).at(0).integer(0)};
}

std::string Invoices::set_aside(const domain::Invoice& invoice)
{
  const domain::Siren provider = invoice.issuer.siren();
  std::string aside;
  for (int count = 1; aside.empty() || has(provider, aside); ++count) {
    aside = fmt::format("{}~{}", invoice.number, count); // no number a provider gives has that mark
  }
  const std::vector<domain::InvoiceChange> changes = history(invoice);
  const std::vector<domain::BilledLine> of_it = lines(invoice);
  const std::string_view number = invoice.number;
  for (const char* part :
       {"invoice_change", "invoice_line"}) { // they name the invoice, which is called otherwise now
    m_engine.execute(fmt::format("delete from {} where provider = $1 and number = $2", part),
                     {provider.number(), number});
  }
  for (const char* statement :
       {"update invoice set number = $3 where provider = $1 and number = $2",
        "update invoice set replaces = $3 where provider = $1 and replaces = $2",
        "update transmission set subject = $3 where cfa = $1 and subject = $2 and kind = "
        "'invoice'"}) {
    m_engine.execute(statement, {provider.number(), number, std::string_view(aside)});
  }
  domain::Invoice moved = invoice;
  moved.number = aside;
  for (const domain::InvoiceChange& change : changes) {
    add_change(moved, change);
  }
  put_lines(moved, of_it);
  return aside;
}

std::string Invoices::replaced_by(const domain::Invoice& invoice) const
{
  const auto rows =
    m_engine.query("select number from invoice where provider = $1 and replaces = $2",
                   {invoice.issuer.siren().number(), std::string_view(invoice.number)});
  return rows.empty() ? "" : rows[0].text(0);
}

std::vector<WeighingInvoice> Invoices::claims(std::string_view request) const
{
  std::vector<WeighingInvoice> found;
  for (const Row& row : m_engine.query(
         fmt::format(
           "select i.provider, i.number, coalesce((select p.module from invoice p where p.provider "
           "= i.provider and p.number = i.corrects), i.module), "
           "i.without_tax, i.hours, i.state, (select count(*) from invoice_change c where "
           "c.provider = i.provider and c.number = i.number "
           "and c.although <> ''), i.corrects from invoice i where {} and i.state in ({})",
           k_in_dossier, weighing_states()),
         {request})) {
    const auto module = row.maybe_integer(2);
    found.push_back({domain::Siren::of_checked(row.integer(0)), row.text(1),
                     module ? std::optional(static_cast<int>(*module)) : std::nullopt,
                     domain::Money{row.integer(3)}, row.maybe_integer(4),
                     row.read(5, domain::parse_invoice_state), row.integer(6) != 0,
                     row.maybe_text(7).value_or("")});
  }
  return found;
}

std::int64_t Invoices::open(std::string_view request) const
{
  return m_engine
    .query(fmt::format("select count(*) from invoice where {} and state in ('DEPOSEE', "
                       "'EN_TRAITEMENT', 'VALIDEE')",
                       k_in_dossier),
           {request})[0]
    .integer(0);
}

void Invoices::put_document(const StoredDocument& document, util::Instant now)
{
  m_engine.execute(
    "insert into document (digest, bytes, media_type, stored) values ($1, $2, $3, $4) "
    "on conflict (digest) do nothing",
    {std::string_view(document.digest), document.bytes, std::string_view(document.media_type),
     now.micros});
}

std::optional<StoredDocument> Invoices::document(std::string_view digest) const
{
  const auto rows =
    m_engine.query("select digest, bytes, media_type from document where digest = $1", {digest});
  return rows.empty()
           ? std::nullopt
           : std::optional(StoredDocument{rows[0].text(0), rows[0].integer(1), rows[0].text(2)});
}

} // namespace myatlas::store
