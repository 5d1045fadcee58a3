#include "store/tables/invoice_rows.hpp"
#include "store/tables/invoices.hpp"

// Invoices of files, by the thousand: their texts lie elsewhere, and are looked at where they lie.
namespace myatlas::store {

namespace {

std::vector<std::string_view> loaded_columns(InvoiceColumns columns)
{
  return columns == InvoiceColumns::all ? names_of(k_invoice_told.columns())
                                        : names_of(k_invoice_common.columns());
}

constexpr std::size_t count_of(InvoiceColumns columns)
{
  return columns == InvoiceColumns::all ? 18 : 13;
}

Cell text_cell(std::string_view text)
{
  return text.empty() ? Cell() : Cell(text);
}

Cell money_cell(const std::optional<domain::Money>& money)
{
  return money ? Cell(money->cents) : Cell();
}

Cell word_cell(const std::optional<domain::Sender>& sender)
{
  return sender ? Cell(std::string_view(domain::to_text(*sender))) : Cell();
}

} // namespace

std::unique_ptr<BulkWriter> Invoices::load(BulkMode mode, util::Instant received,
                                           InvoiceColumns columns)
{
  return m_engine.bulk(
    {.table = k_invoice.name(),
     .columns = loaded_columns(columns),
     .key_size = 2,
     .fixed = {{"state", std::string_view(domain::to_text(domain::InvoiceState::deposee))},
               {"received", received.micros}}},
    mode);
}

// In the order of k_invoice_told.
void Invoices::put(BulkWriter& writer, const InvoiceLine& invoice, InvoiceColumns columns)
{
  const std::string date = invoice.date.text();
  const domain::InvoiceAmounts& amounts = invoice.amounts;
  const Cell cells[] = {invoice.issuer.siren().number(), invoice.number,
                        invoice.issuer.number(),         invoice.dossier,
                        std::string_view(date),          amounts.without_tax.cents,
                        cell(amounts.vat_rate),          money_cell(amounts.tax),
                        money_cell(amounts.with_tax),    text_cell(invoice.iban),
                        text_cell(invoice.document),     invoice.file_name,
                        word_cell(invoice.sender),       text_cell(invoice.corrects),
                        money_cell(invoice.prepaid),     money_cell(invoice.due),
                        text_cell(invoice.replaces),     text_cell(invoice.reference)};
  writer.put(Cells(cells).first(count_of(columns)));
}

} // namespace myatlas::store
