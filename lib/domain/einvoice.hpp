#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/date.hpp"
#include "domain/money.hpp"
#include "domain/request_rules.hpp"

namespace myatlas::domain {

enum class EInvoiceFormat
{
  factur_x, // PDF/A-3 that embeds CII; ZUGFeRD 2 as well
  ubl,      // UBL 2.1 Invoice or CreditNote
  cii,      // UN/CEFACT Cross Industry Invoice
};

// A seller or buyer. Numbers as the invoice writes them, whether they are right or not; empty: not told.
struct EInvoiceParty
{
  std::string name;   // BT-27, BT-44
  std::string siret;  // BT-29 with scheme 0009, else BT-30 with 14 digits
  std::string siren;  // BT-30 with 9 digits, else that of the SIRET or of the French VAT identifier
  std::string vat_id; // BT-31, BT-48
};

// A line of the VAT breakdown (BG-23).
struct EInvoiceTax
{
  std::string category; // BT-118: S, Z, E, AE, K, G, O, L, M
  std::optional<std::int64_t> rate; // BT-119, hundredths of a percent
  std::optional<Money> base, tax;   // BT-116, BT-117
  std::string exemption;            // BT-120
};

// An invoice as data (EN 16931), each term by its number. None: the invoice does not tell it.
struct EInvoice
{
  EInvoiceFormat format = EInvoiceFormat::cii;
  std::string profile;            // BT-24
  std::string number, type_code;  // BT-1; BT-3: 380, 381 a credit note…
  bool is_credit_note = false;
  std::optional<Date> issued, due; // BT-2, BT-9
  EInvoiceParty seller, buyer;
  std::string currency;                                 // BT-5
  std::string buyer_reference, order, contract;         // BT-10, BT-13, BT-12
  std::optional<Money> lines, allowances, charges;      // BT-106, BT-107, BT-108
  std::optional<Money> without_tax, tax, with_tax;      // BT-109, BT-110, BT-112
  std::optional<Money> prepaid, rounding, amount_due;   // BT-113, BT-114, BT-115
  std::string iban;                                     // BT-84, without blanks
  std::vector<EInvoiceTax> taxes;
  std::vector<Money> line_amounts, allowance_amounts, charge_amounts; // BT-131, BT-92, BT-99
};

// The name of a profile of Factur-X, "minimum" to "extended"; empty for another.
const char* profile_name(const EInvoice& invoice);

// What is wrong with an invoice that could be read; each at its term ("BT-112"). Blocking: einvoice.required (term), einvoice.sum (rule, found,
// expected): BR-CO-10 to 17 as far as their terms are there. Warnings: einvoice.siret, einvoice.siren, einvoice.vat_id (value),
// einvoice.iban (masked), einvoice.ids_differ (siren, siren), einvoice.profile_unknown, einvoice.profile_thin (name), einvoice.type (code).
std::vector<Finding> einvoice_findings(const EInvoice& invoice);

// The dossier it is for: the contract, order or buyer's reference that has the form of a dossier's number. Empty: none has.
std::string dossier_named_in(const EInvoice& invoice);

const char* to_text(EInvoiceFormat format);

} // namespace myatlas::domain
