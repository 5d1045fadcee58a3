// An invoice as data as JSON.
#include "formats/einvoice/einvoice.hpp"
#include "util/decimal.hpp"

namespace myatlas::formats {

namespace {

using domain::EInvoice;
using domain::EInvoiceParty;

Json amount_or_null(const std::optional<domain::Money>& amount)
{
  return amount ? Json(amount->text()) : Json(nullptr);
}

Json party_json(const EInvoiceParty& party)
{
  return {{"name", text_or_null(party.name)},
          {"siret", text_or_null(party.siret)},
          {"siren", text_or_null(party.siren)},
          {"vat_id", text_or_null(party.vat_id)}};
}

} // namespace

Json to_json(const EInvoice& i)
{
  const auto date = [](const std::optional<domain::Date>& d) {
    return d ? Json(d->text()) : Json(nullptr);
  };
  Json taxes = Json::array();
  for (const domain::EInvoiceTax& tax : i.taxes) {
    taxes.push_back({{"category", text_or_null(tax.category)},
                     {"rate", tax.rate ? Json(util::format_decimal(*tax.rate, 2)) : Json(nullptr)},
                     {"base", amount_or_null(tax.base)},
                     {"tax", amount_or_null(tax.tax)},
                     {"exemption", text_or_null(tax.exemption)}});
  }
  return {{"format", domain::to_text(i.format)},
          {"profile", text_or_null(i.profile)},
          {"profile_name", text_or_null(domain::profile_name(i))},
          {"number", text_or_null(i.number)},
          {"type", text_or_null(i.type_code)},
          {"credit_note", domain::takes_back(i)},
          {"preceding_invoices", i.preceding},
          {"issue_date", date(i.issued)},
          {"due_date", date(i.due)},
          {"seller", party_json(i.seller)},
          {"buyer", party_json(i.buyer)},
          {"buyer_reference", text_or_null(i.buyer_reference)},
          {"order", text_or_null(i.order)},
          {"contract", text_or_null(i.contract)},
          {"request", text_or_null(domain::dossier_named_in(i))},
          {"currency", text_or_null(i.currency)},
          {"line_total", amount_or_null(i.lines)},
          {"allowances", amount_or_null(i.allowances)},
          {"charges", amount_or_null(i.charges)},
          {"total_without_tax", amount_or_null(i.without_tax)},
          {"total_tax", amount_or_null(i.tax)},
          {"total_with_tax", amount_or_null(i.with_tax)},
          {"prepaid", amount_or_null(i.prepaid)},
          {"rounding", amount_or_null(i.rounding)},
          {"amount_due", amount_or_null(i.amount_due)},
          {"iban", text_or_null(i.iban)},
          {"tax_breakdown", taxes}};
}

} // namespace myatlas::formats
