#pragma once

#include "domain/invoices/invoice.hpp"
#include "store/rows.hpp"

// The rows of invoices, as all that looks at them describes them.
namespace myatlas::store {

inline domain::Invoice blank_invoice()
{
  return {.number = "",
          .issuer = domain::Siret::of_checked(0),
          .request = "",
          .date = domain::Date::of_days(0),
          .amounts = {},
          .iban = std::nullopt,
          .document = std::nullopt,
          .file_name = "",
          .received = {}};
}

inline domain::Siren provider_of(const domain::Invoice& invoice)
{
  return invoice.issuer.siren();
}

inline constexpr auto k_amounts = table<domain::InvoiceAmounts>(
  "invoice", Column("without_tax", &domain::InvoiceAmounts::without_tax),
  Column("vat_rate", &domain::InvoiceAmounts::vat_rate),
  Column("tax", &domain::InvoiceAmounts::tax),
  Column("with_tax", &domain::InvoiceAmounts::with_tax));

// Those of a file that tells the usual, in the order of invoice_load.cpp.
inline constexpr auto k_invoice_common = table(
  "invoice", blank_invoice, Column("provider", provider_of, Part::key),
  Column("number", &domain::Invoice::number, Part::key), Column("issuer", &domain::Invoice::issuer),
  Given("dossier", Part::once), Column("date", &domain::Invoice::date),
  Within(&domain::Invoice::amounts, k_amounts), Column("iban", &domain::Invoice::iban),
  Column("document", &domain::Invoice::document), Column("file_name", &domain::Invoice::file_name),
  Column("sender", &domain::Invoice::sender));

// Those a file may tell besides.
inline constexpr auto k_invoice_told =
  table("invoice", blank_invoice, k_invoice_common,
        Column("corrects", &domain::Invoice::corrects, NullIfEmpty{}),
        Column("prepaid", &domain::Invoice::prepaid), Column("amount_due", &domain::Invoice::due),
        Column("replaces", &domain::Invoice::replaces, NullIfEmpty{}),
        Column("reference", &domain::Invoice::reference, NullIfEmpty{}));

inline constexpr auto k_invoice =
  table("invoice", blank_invoice, k_invoice_told, Column("hours", &domain::Invoice::hours),
        Column("module", &domain::Invoice::module), Column("state", &domain::Invoice::state),
        Column("received", &domain::Invoice::received),
        Column("r.number", &domain::Invoice::request, Part::joined));

struct ReasonOfRefusal // what the last change of an invoice says, once its state is read
{
  static Bind bind(const domain::Invoice&, const util::Key*) { return {}; }
  static void read_into(domain::Invoice& invoice, const Row& row, std::size_t column,
                        const util::Key*)
  {
    const bool is_refused = invoice.state == domain::InvoiceState::rejetee;
    invoice.reason = is_refused ? row.maybe_text(column).value_or("") : "";
  }
};

// With what its last change says.
inline constexpr auto k_invoice_with_change =
  table("invoice", blank_invoice, k_invoice,
        Column("c.comment", Whole{}, Part::joined, ReasonOfRefusal{}),
        Column("c.reference", &domain::Invoice::payment_reference, Part::joined, NullIfEmpty{}),
        Column("c.paid_on", &domain::Invoice::paid_on, Part::joined));

inline constexpr std::string_view k_of_dossier =
  " from invoice i join funding_request r on r.id = i.dossier ";

// Invoices i with their last change c, of dossiers r.
inline const std::string& select_invoices()
{
  static const std::string k_select =
    "select " + columns_text(k_invoice_with_change.columns(), "i") + std::string(k_of_dossier) +
    "left join invoice_change c on c.provider = i.provider and c.number = i.number and c.position "
    "= (select max(x.position) from invoice_change x where x.provider = i.provider and x.number = "
    "i.number) ";
  return k_select;
}

} // namespace myatlas::store
