#include "store/invoices.hpp"

#include <fmt/format.h>

namespace myatlas::store {

namespace {

const std::string k_select =
  "select i.number, i.issuer, i.request, i.date, i.without_tax, i.vat_rate, i.tax, i.with_tax, i.iban, i.document, "
  "i.file_name, i.state, i.received from invoice i ";

// $1: 1 sees everything, $2: the account, $3: the SIREN of its provider or 0.
const std::string k_visible =
  "join funding_request r on r.owner = i.owner and r.number = i.request where "
  "($1 = 1 or r.siret in (select siret from account_establishment where account = $2) or i.provider = $3) ";

domain::Invoice invoice_of(const Row& row)
{
  const auto iban = row.maybe_text(8);
  const auto tax = row.maybe_integer(6);
  return {row.text(0),
          domain::Siret::of_checked(row.integer(1)),
          row.text(2),
          *domain::Date::parse(row.text(3)),
          {domain::Money{row.integer(4)}, row.maybe_integer(5), tax ? std::optional(domain::Money{*tax}) : std::nullopt,
           domain::Money{row.integer(7)}},
          iban ? std::optional(*domain::Iban::parse(*iban)) : std::nullopt,
          row.maybe_text(9),
          row.text(10),
          *domain::parse_invoice_state(row.text(11)),
          util::Instant{row.integer(12)}};
}

std::vector<domain::Invoice> all(const std::vector<Row>& rows)
{
  std::vector<domain::Invoice> found;
  for (const Row& row : rows) {
    found.push_back(invoice_of(row));
  }
  return found;
}

constexpr std::string_view k_columns[] = {"provider",    "number", "issuer",   "owner", "request",  "date",      "without_tax", "vat_rate",
                                          "tax",         "with_tax", "iban",   "document", "file_name", "state", "received"};

constexpr std::size_t k_own_columns = std::size(k_columns) - 2; // without what all invoices of a file have alike

// Calls `use` with the cells of an invoice, in the order of k_columns; they last as long as the call.
template <typename Use>
void with_cells(const InvoiceLine& invoice, domain::Siren company, Use use)
{
  const std::string date = invoice.date.text();
  const domain::InvoiceAmounts& amounts = invoice.amounts;
  const auto cents = [](const auto& money) { return money ? Cell(money->cents) : Cell(); };
  const auto text = [](std::string_view value) { return value.empty() ? Cell() : Cell(value); };
  const Cell cells[] = {invoice.issuer.siren().number(), invoice.number, invoice.issuer.number(), company.number(), invoice.request,
                        std::string_view(date), amounts.without_tax.cents, cell(amounts.vat_rate), cents(amounts.tax),
                        cents(amounts.with_tax), text(invoice.iban), text(invoice.document), invoice.file_name,
                        std::string_view(domain::to_text(invoice.state)), invoice.received.micros};
  use(Cells(cells));
}

InvoiceLine line_of(const domain::Invoice& invoice)
{
  return {invoice.number, invoice.issuer, invoice.request, invoice.date, invoice.amounts,
          invoice.iban ? std::string_view(invoice.iban->text()) : "", invoice.document ? std::string_view(*invoice.document) : "",
          invoice.file_name, invoice.state, invoice.received};
}

std::int64_t provider_key(const Perimeter& seen_by)
{
  return seen_by.provider ? seen_by.provider->number() : 0;
}

} // namespace

std::optional<domain::Invoice> Invoices::find(domain::Siren provider, std::string_view number) const
{
  const auto rows = m_engine.query(k_select + "where i.provider = $1 and i.number = $2", {provider.number(), number});
  return rows.empty() ? std::nullopt : std::optional(invoice_of(rows[0]));
}

std::vector<domain::Invoice> Invoices::find_number(std::string_view number, const Perimeter& seen_by) const
{
  return all(m_engine.query(k_select + k_visible + "and i.number = $4 order by i.provider",
                            {std::int64_t{seen_by.everything}, std::string_view(seen_by.account), provider_key(seen_by),
                             number}));
}

std::vector<domain::Invoice> Invoices::list(std::optional<std::string> request, const Perimeter& seen_by) const
{
  const std::string_view only = request ? std::string_view(*request) : "";
  return all(m_engine.query(k_select + k_visible + "and ($4 = '' or i.request = $4) order by i.date, i.number",
                            {std::int64_t{seen_by.everything}, std::string_view(seen_by.account), provider_key(seen_by),
                             only}));
}

void Invoices::put(const domain::Invoice& invoice, domain::Siren company)
{
  with_cells(line_of(invoice), company, [this](Cells cells) {
    m_engine.execute("insert into invoice (provider, number, issuer, owner, request, date, without_tax, vat_rate, tax, "
                     "with_tax, iban, document, file_name, state, received) "
                     "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
                     cells);
  });
}

std::unique_ptr<BulkWriter> Invoices::load(BulkMode mode, util::Instant received)
{
  return m_engine.bulk({"invoice", {std::begin(k_columns), std::begin(k_columns) + k_own_columns}, 2,
                        {{"state", std::string_view(domain::to_text(domain::InvoiceState::deposee))}, {"received", received.micros}}},
                       mode);
}

void Invoices::put(BulkWriter& writer, const InvoiceLine& invoice, domain::Siren company)
{
  with_cells(invoice, company, [&](Cells cells) { writer.put(cells.first(k_own_columns)); });
}

void Invoices::set_document(domain::Siren provider, std::string_view number, std::string_view digest, std::string_view file_name)
{
  m_engine.execute("update invoice set document = $3, file_name = $4 where provider = $1 and number = $2",
                   {provider.number(), number, digest, file_name});
}

bool Invoices::any() const
{
  return !m_engine.query("select 1 from invoice limit 1").empty();
}

bool Invoices::has(domain::Siren provider, std::string_view number) const
{
  return !m_engine.query("select 1 from invoice where provider = $1 and number = $2", {provider.number(), number}).empty();
}

bool Invoices::more_than(std::int64_t count, domain::Siren provider) const
{
  return !m_engine.query("select 1 from invoice where provider = $1 limit 1 offset $2", {provider.number(), count}).empty();
}

void Invoices::each_number(domain::Siren provider, const std::function<void(const std::string&)>& each) const
{
  m_engine.for_each("select number from invoice where provider = $1", {provider.number()}, [&](const Row& row) {
    each(row.text(0));
    return true;
  });
}

domain::Money Invoices::invoiced(std::string_view request) const
{
  std::string states;
  for (const domain::InvoiceState state : domain::k_invoice_states) {
    states += domain::weighs(state) ? fmt::format("{}'{}'", states.empty() ? "" : ", ", domain::to_text(state)) : "";
  }
  const auto rows = m_engine.query(
    fmt::format("select coalesce(sum(without_tax), 0) from invoice where request = $1 and state in ({})", states), {request});
  return {rows.at(0).integer(0)};
}

domain::Money Invoices::paid(std::string_view request) const
{
  return {m_engine.query("select coalesce(sum(without_tax), 0) from invoice where request = $1 and state = 'REGLEE'", {request})[0].integer(0)};
}

std::int64_t Invoices::open(std::string_view request) const
{
  return m_engine.query("select count(*) from invoice where request = $1 and state in ('DEPOSEE', 'EN_TRAITEMENT', 'VALIDEE')", {request})[0]
    .integer(0);
}

void Invoices::put_document(const StoredDocument& document, util::Instant now)
{
  m_engine.execute("insert into document (digest, bytes, media_type, stored) values ($1, $2, $3, $4) "
                   "on conflict (digest) do nothing",
                   {std::string_view(document.digest), document.bytes, std::string_view(document.media_type), now.micros});
}

std::optional<StoredDocument> Invoices::document(std::string_view digest) const
{
  const auto rows = m_engine.query("select digest, bytes, media_type from document where digest = $1", {digest});
  return rows.empty() ? std::nullopt
                      : std::optional(StoredDocument{rows[0].text(0), rows[0].integer(1), rows[0].text(2)});
}

} // namespace myatlas::store
