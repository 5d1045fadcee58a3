// An invoice as data as JSON.
#include "formats/einvoice/einvoice.hpp"
#include "formats/json/nullable.hpp"
#include "util/decimal.hpp"

namespace myatlas::formats {

namespace {

using domain::EInvoice;
using domain::EInvoiceParty;

Json party_json(const EInvoiceParty& party)
{
  return {{"name", text_or_null(party.name)},
          {"siret", text_or_null(party.siret)},
          {"siren", text_or_null(party.siren)},
          {"vat_id", text_or_null(party.vat_id)}};
}

Json tax_json(const domain::EInvoiceTax& tax)
{
  const auto percent = [](std::int64_t rate) { return util::format_decimal(rate, 2); };
  return {{"category", text_or_null(tax.category)},
          {"rate", maybe(tax.rate, percent)},
          {"base", text_or_null(tax.base)},
          {"tax", text_or_null(tax.tax)},
          {"exemption", text_or_null(tax.exemption)}};
}

Json sums_json(const EInvoice& i)
{
  return {
    {"line_total", text_or_null(i.lines)},     {"allowances", text_or_null(i.allowances)},
    {"charges", text_or_null(i.charges)},      {"total_without_tax", text_or_null(i.without_tax)},
    {"total_tax", text_or_null(i.tax)},        {"total_with_tax", text_or_null(i.with_tax)},
    {"prepaid", text_or_null(i.prepaid)},      {"rounding", text_or_null(i.rounding)},
    {"amount_due", text_or_null(i.amount_due)}};
}

} // namespace

Json to_json(const EInvoice& i)
{
  Json document = {{"format", domain::to_text(i.format)},
                   {"profile", text_or_null(i.profile)},
                   {"profile_name", text_or_null(domain::profile_name(i))},
                   {"number", text_or_null(i.number)},
                   {"type", text_or_null(i.type_code)},
                   {"credit_note", domain::takes_back(i)},
                   {"preceding_invoices", i.preceding},
                   {"issue_date", text_or_null(i.issued)},
                   {"due_date", text_or_null(i.due)},
                   {"seller", party_json(i.seller)},
                   {"buyer", party_json(i.buyer)},
                   {"buyer_reference", text_or_null(i.buyer_reference)},
                   {"order", text_or_null(i.order)},
                   {"contract", text_or_null(i.contract)},
                   {"request", text_or_null(domain::dossier_named_in(i))},
                   {"currency", text_or_null(i.currency)}};
  add_members(document, sums_json(i));
  document["iban"] = text_or_null(i.iban);
  document["tax_breakdown"] = array_of(i.taxes, tax_json);
  return document;
}

} // namespace myatlas::formats
