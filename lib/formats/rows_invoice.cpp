// Rows about invoices.
#include "formats/rows.hpp"

#include "util/text.hpp"

namespace myatlas::formats {

// Amounts that do not agree are told on the column that is wrong.
std::optional<domain::InvoiceAmounts> RowReader::amounts()
{
  const auto net = amount(k_inv_net);
  domain::InvoiceAmounts given;
  if (present(k_inv_rate)) {
    given.vat_rate = take(k_inv_rate, percent_cell(cell(k_inv_rate)));
  }
  given.tax = amount(k_inv_tax);
  given.with_tax = amount(k_inv_gross);
  // A credit note is told once, on its amount.
  if (net && net->cents == 0) {
    problem(k_inv_net, {"amount.not_positive", {std::string(cell(k_inv_net))}});
    return std::nullopt;
  }
  if (!net || !non_negative(k_inv_net, net) || !non_negative(k_inv_tax, given.tax) ||
      !non_negative(k_inv_gross, given.with_tax)) {
    return std::nullopt;
  }
  given.without_tax = *net;
  const util::Result<domain::SettledAmounts> settled = domain::settle_amounts(given);
  if (!settled) {
    for (const util::Error& error : settled.errors()) {
      problem(error.code == "invoice.tax" ? k_inv_tax : k_inv_gross, error);
    }
    return std::nullopt;
  }
  if (settled->rounded) {
    warn(k_inv_tax, {"invoice.rounding", {std::string(cell(k_inv_tax))}});
  }
  return settled->amounts;
}

InvoiceRow RowReader::invoice(const CsvRecord& record, RowProblems& problems)
{
  InvoiceRow row;
  if (!start(record, problems)) {
    return row;
  }
  row.number = take(k_inv_number, domain::parse_invoice_number(cell(k_inv_number))).value_or("");
  require(k_inv_date);
  row.date = date(k_inv_date);
  require(k_inv_issuer);
  if (present(k_inv_issuer)) {
    row.issuer = take(k_inv_issuer, siret_cell(cell(k_inv_issuer)));
  }
  require(k_inv_request);
  row.request = util::to_upper(text(k_inv_request));
  require(k_inv_net);
  row.amounts = amounts();
  if (present(k_inv_iban)) {
    row.iban = take(k_inv_iban, domain::Iban::parse(cell(k_inv_iban)));
    if (row.iban && !domain::rib_key_holds(*row.iban)) {
      const std::string masked = domain::masked_iban(row.iban->text());
      m_problems->warnings.push_back({k_inv_iban, masked, {"iban.rib_key", {masked}}});
    }
  }
  row.file = file_name(k_inv_file);
  return row;
}

} // namespace myatlas::formats
