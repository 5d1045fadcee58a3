#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/values/date.hpp"
#include "domain/values/finding.hpp"
#include "domain/values/money.hpp"

namespace myatlas::domain {

enum class EInvoiceFormat
{
  factur_x, // PDF/A-3 that embeds CII; ZUGFeRD 2 as well
  ubl,      // UBL 2.1 Invoice or CreditNote
  cii,      // UN/CEFACT Cross Industry Invoice
};

// A seller or buyer. Numbers as the invoice writes them, whether they are right or not; empty: not
// told.
struct EInvoiceParty
{
  std::string name;   // BT-27, BT-44
  std::string siret;  // BT-29 with scheme 0009, else BT-30 with 14 digits
  std::string siren;  // BT-30 with 9 digits, else that of the SIRET or of the French VAT identifier
  std::string vat_id; // BT-31, BT-48
  std::string legal_id = {}; // BT-30, BT-47 as it stands, of whatever register
};

// A line (BG-25), an allowance (BG-20) or a charge (BG-21, of logistics BG-X-42).
struct EInvoicePart
{
  std::optional<Money> amount; // BT-131, BT-92, BT-99, BT-X-272
  std::string category;        // of VAT: BT-151, BT-95, BT-102
  bool counts =
    true; // false: a line that groups others or informs (BT-X-8), in the profiles EXTENDED
};

// A text at a term.
struct EInvoiceText
{
  std::string term, text;
};

// A line of the VAT breakdown (BG-23).
struct EInvoiceTax
{
  std::string category;             // BT-118: S, Z, E, AE, K, G, O, L, M
  std::optional<std::int64_t> rate; // BT-119, hundredths of a percent
  std::optional<Money> base, tax;   // BT-116, BT-117
  std::string exemption;            // BT-120
  std::string exemption_code = {};  // BT-121
};

// An invoice as data (EN 16931), each term by its number. None: the invoice does not tell it.
struct EInvoice
{
  EInvoiceFormat format = EInvoiceFormat::cii;
  std::string profile;                // BT-24
  std::string number, type_code;      // BT-1; BT-3: 380, 381 a credit note…
  bool is_credit_note = false;        // by its type or its root; see takes_back
  std::vector<std::string> preceding; // BT-25: the invoices it is about
  std::optional<Date> issued, due;    // BT-2, BT-9
  EInvoiceParty seller, buyer;
  std::string currency;                               // BT-5
  std::string buyer_reference, order, contract;       // BT-10, BT-13, BT-12
  std::optional<Money> lines, allowances, charges;    // BT-106, BT-107, BT-108
  std::optional<Money> without_tax, tax, with_tax;    // BT-109, BT-110, BT-112
  std::optional<Money> prepaid, rounding, amount_due; // BT-113, BT-114, BT-115
  std::string iban;                                   // BT-84, without blanks
  std::vector<EInvoiceTax> taxes;
  std::vector<EInvoicePart> line_parts, allowance_parts, charge_parts, logistics_parts;
  bool seller_is_registered = false;           // BT-32
  bool has_representative = false;             // of the seller, for tax: BT-63
  bool tax_has_currency = true;                // BT-110 tells it
  std::vector<EInvoiceText> long_amounts = {}; // with more than two decimals: they were rounded
};

// What a profile asks for. Its name: "minimum" to "extended"; empty for one that is not known.
struct EInvoiceProfile
{
  const char* name = "";
  bool is_thin = false;       // without lines: no whole invoice under the mandate of 2026
  bool is_extended = false;   // it has sums of its own
  const char* own_rules = ""; // what these are called
};
EInvoiceProfile einvoice_profile(const EInvoice& invoice);

// The name of a profile of Factur-X, "minimum" to "extended"; empty for another.
const char* profile_name(const EInvoice& invoice);

// What is wrong with an invoice that could be read; each at its term ("BT-112"). Blocking:
// einvoice.required (term), einvoice.sum (rule, found, expected): BR-CO-10 to 17 as far as their
// terms are there, or those of the profiles EXTENDED; einvoice.decimals (term, text);
// einvoice.credit_sign (amount); by category of VAT (rule, category): einvoice.seller_tax_id,
// einvoice.buyer_tax_id, einvoice.no_tax_id, einvoice.reason_missing, einvoice.reason_needless.
// Warnings: einvoice.paid (amount), einvoice.tax_currency (amount), einvoice.siret, einvoice.siren,
// einvoice.vat_id (value), einvoice.iban (masked), einvoice.ids_differ (siren, siren),
// einvoice.profile_unknown, einvoice.profile_thin (name), einvoice.type (code).
Findings einvoice_findings(const EInvoice& invoice);

// A type of credit note (BT-3) among those UNTDID 1001 has and EN 16931 lists.
bool is_credit_note_type(std::string_view code);
bool is_invoice_type(std::string_view code);

// Whether it takes from what is due: a credit note, or an invoice whose total is negative. A credit
// note whose total is negative says both, which einvoice_findings blocks (einvoice.credit_sign).
bool takes_back(const EInvoice& invoice);

// The dossier it is for: the contract, order or buyer's reference that has the form of a dossier's
// number. Empty: none has.
std::string dossier_named_in(const EInvoice& invoice);

const char* to_text(EInvoiceFormat format);

} // namespace myatlas::domain
