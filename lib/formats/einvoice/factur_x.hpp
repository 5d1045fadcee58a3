#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/account/account.hpp"
#include "domain/invoices/invoice.hpp"

namespace myatlas::formats {

// Who writes or gets an invoice. Empty: not known.
struct InvoiceParty
{
  std::string name, siret, address, postcode, town;
  std::string legal_form = {}, vat_id = {};
};

struct IssuedLine
{
  std::string what;
  domain::Money amount; // before tax
};

// The training that is invoiced, as the agreement has it.
struct InvoicedTraining
{
  std::string title;
  std::optional<domain::Date> start, end;
  std::optional<std::int64_t> hours; // hundredths
  bool each = true;                  // they are those of each trainee; else of all together
  std::string deca; // the number of an apprenticeship contract (numéro DECA); empty: none
  std::vector<std::string> trainees = {};
};

// An invoice with all that an EN 16931 document and an OPCO (doc/sources/invoices.md) ask of it.
// Its VAT has one rate, or none for the reason told.
struct IssuedInvoice
{
  domain::Invoice invoice;
  InvoiceParty seller, buyer;
  std::string activity_number; // numéro de déclaration d'activité
  InvoicedTraining training;
  std::vector<IssuedLine> lines;
  std::optional<domain::VatExemption> vat_exemption; // of one without VAT
};

// Thirty days after its date, where nothing else was agreed (code de commerce L441-10 I).
domain::Date due_date_of(const domain::Invoice& invoice);
std::string hours_told(const InvoicedTraining& training); // "14 heures par stagiaire", "21 heures
                                                          // en tout"; there are hours

// What an invoice says of VAT it does not bill, and the code of that reason (VATEX) EN 16931 has.
struct ExemptionWords
{
  const char *mention, *code;
};
ExemptionWords exemption_words(domain::VatExemption exemption);

// What an invoice between professionals says of late and of early payment (code de commerce L441-9,
// L441-10, D441-5), with the code of the subject (UNTDID 4451) that French e-invoices give each.
struct PaymentMention
{
  const char *subject, *text;
};
inline constexpr PaymentMention k_payment_mentions[] = {
  {"PMD", "Pénalités de retard : taux de refinancement de la Banque centrale européenne majoré de "
          "10 points (code de commerce, article L441-10)."},
  {"PMT", "Indemnité forfaitaire pour frais de recouvrement en cas de retard : 40 € (code de "
          "commerce, article D441-5)."},
  {"AAB", "Escompte pour paiement anticipé : néant."},
};

// The invoice as CII, profile EN 16931 (Factur-X 1.0).
std::string factur_x_xml(const IssuedInvoice& invoice);

// The pages a person reads, and the XML in them: PDF/A-3 with embedded fonts, its metadata and its
// output intent. Fails with pdf.library, pdf.font (file), pdf.failed.
util::Result<std::string> factur_x(const IssuedInvoice& invoice, util::Instant created);

} // namespace myatlas::formats
