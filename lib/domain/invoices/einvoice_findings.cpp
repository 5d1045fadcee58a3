// What is wrong with an invoice as data: the rules of EN 16931, but for its sums.
#include <algorithm>

#include "domain/invoices/einvoice_examination.hpp"
#include "domain/values/bank.hpp"
#include "domain/values/finding.hpp"
#include "domain/values/person.hpp"
#include "domain/values/siret.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

using util::printable;

// What a category of VAT (BT-118, BT-151) asks of the invoice.
enum class SellerId
{
  any,  // a VAT identifier, a tax registration or that of a representative (BT-31, BT-32, BT-63)
  vat,  // a VAT identifier, its own or of its representative
  none, // neither
};

enum class BuyerId
{
  free,
  any, // a VAT identifier or the number of the register (BT-48, BT-47)
  vat,
};

enum class Reason
{
  required, // of the exemption: BT-120 or BT-121
  absent,
};

struct VatCategory
{
  std::string_view code;
  const char* rules; // how its rules are called: BR-E-02 to 04, BR-E-10
  SellerId seller;
  BuyerId buyer;
  Reason reason;
};

constexpr VatCategory k_vat_categories[] = {
  {"S", "BR-S", SellerId::any, BuyerId::free, Reason::absent},
  {"Z", "BR-Z", SellerId::any, BuyerId::free, Reason::absent},
  {"E", "BR-E", SellerId::any, BuyerId::free, Reason::required},
  {"AE", "BR-AE", SellerId::any, BuyerId::any, Reason::required},
  {"K", "BR-IC", SellerId::vat, BuyerId::vat, Reason::required},
  {"G", "BR-G", SellerId::vat, BuyerId::free, Reason::required},
  {"O", "BR-O", SellerId::none, BuyerId::free, Reason::required},
  {"L", "BR-AF", SellerId::any, BuyerId::free, Reason::absent},
  {"M", "BR-AG", SellerId::any, BuyerId::free, Reason::absent},
};

// Looks at one invoice.
class Examination : EInvoiceExamination
{
public:
  using EInvoiceExamination::EInvoiceExamination;

  Findings run()
  {
    terms();
    decimals();
    sums();
    categories();
    parties();
    profile_and_type();
    circumstances();
    return std::move(m_found);
  }

private:
  void require(bool is_there, const char* term)
  {
    if (!is_there) {
      blocks(term, {"einvoice.required", {term}});
    }
  }

  void terms()
  {
    terms_of_invoice();
    terms_of_parties();
    terms_of_amounts();
  }

  void terms_of_invoice()
  {
    require(!m_invoice.number.empty(), "BT-1");
    require(m_invoice.issued.has_value(), "BT-2");
    require(!m_invoice.type_code.empty(), "BT-3");
    require(!m_invoice.currency.empty(), "BT-5");
  }

  void terms_of_parties()
  {
    require(!m_invoice.seller.name.empty(), "BT-27");
    require(!m_invoice.buyer.name.empty(), "BT-44");
  }

  void terms_of_amounts()
  {
    require(m_invoice.without_tax.has_value(), "BT-109");
    require(m_invoice.with_tax.has_value(), "BT-112");
    require(m_invoice.amount_due.has_value(), "BT-115");
    if (!m_profile.is_thin) {
      require(m_invoice.lines.has_value(), "BT-106");
    }
  }

  void sums()
  {
    const Findings found = sum_findings(m_invoice);
    m_found.insert(m_found.end(), found.begin(), found.end());
  }

  // BR-DEC-01 to 23: an amount has two decimals at most.
  void decimals()
  {
    for (const EInvoiceText& text : m_invoice.long_amounts) {
      blocks(text.term.c_str(), {"einvoice.decimals", {text.term, text.text}});
    }
  }

  bool has_seller_vat() const
  {
    return !m_invoice.seller.vat_id.empty() || m_invoice.has_representative;
  }

  bool has_seller_tax_id() const { return has_seller_vat() || m_invoice.seller_is_registered; }
  bool has_buyer_vat() const { return !m_invoice.buyer.vat_id.empty(); }
  bool has_buyer_id() const { return has_buyer_vat() || !m_invoice.buyer.siren.empty(); }

  // The number of the rule of a category, where something of the invoice is of it: of a line, an
  // allowance or a charge. Null: nothing is.
  const char* rule_of(const VatCategory& category) const
  {
    const auto is_in = [&](const std::vector<EInvoicePart>& parts) {
      return util::contains(parts, category.code, &EInvoicePart::category);
    };
    if (is_in(m_invoice.line_parts)) {
      return "-02";
    }
    if (is_in(m_invoice.allowance_parts)) {
      return "-03";
    }
    return is_in(m_invoice.charge_parts) ? "-04" : nullptr;
  }

  // BR-E-02, 03 and 04 and their sisters; told once.
  void seller_and_buyer(const VatCategory& category)
  {
    if (const char* number = rule_of(category)) {
      ids(category, std::string(category.rules) + number);
    }
  }

  bool lacks_seller_id(const VatCategory& category) const
  {
    return (category.seller == SellerId::any && !has_seller_tax_id()) ||
           (category.seller == SellerId::vat && !has_seller_vat());
  }

  bool lacks_buyer_id(const VatCategory& category) const
  {
    return (category.buyer == BuyerId::any && !has_buyer_id()) ||
           (category.buyer == BuyerId::vat && !has_buyer_vat());
  }

  bool has_needless_id(const VatCategory& category) const
  {
    return category.seller == SellerId::none && (has_seller_vat() || has_buyer_vat());
  }

  void ids(const VatCategory& category, const std::string& rule)
  {
    const std::string code(category.code);
    if (lacks_seller_id(category)) {
      blocks("BT-31", {"einvoice.seller_tax_id", {rule, code}});
    }
    if (lacks_buyer_id(category)) {
      blocks("BT-48", {"einvoice.buyer_tax_id", {rule, code}});
    }
    if (has_needless_id(category)) {
      blocks("BT-31", {"einvoice.no_tax_id", {rule, code}});
    }
  }

  static bool tells_reason(const EInvoiceTax& tax)
  {
    return !tax.exemption.empty() || !tax.exemption_code.empty();
  }

  void reason(const VatCategory& category, const char* code)
  {
    blocks("BT-120", {code, {std::string(category.rules) + "-10", std::string(category.code)}});
  }

  // BR-E-10 and its sisters: why there is no VAT, and no reason where there is.
  void reasons(const VatCategory& category)
  {
    const bool is_required = category.reason == Reason::required;
    for (const EInvoiceTax& tax : m_invoice.taxes) {
      if (tax.category == category.code && tells_reason(tax) != is_required) {
        reason(category, is_required ? "einvoice.reason_missing" : "einvoice.reason_needless");
      }
    }
  }

  void categories()
  {
    for (const VatCategory& category : k_vat_categories) {
      seller_and_buyer(category);
      reasons(category);
    }
  }

  static bool has_french_vat(const EInvoiceParty& party) { return party.vat_id.starts_with("FR"); }

  static bool is_french(const EInvoiceParty& party)
  {
    return has_french_vat(party) || !party.siret.empty();
  }

  void parties()
  {
    party(m_invoice.seller, "BT-29", "BT-30", "BT-31");
    party(m_invoice.buyer, "BT-46", "BT-47", "BT-48");
  }

  void warns_of_id(const char* term, const char* code, const std::string& id)
  {
    warns(term, {code, {printable(id)}});
  }

  void party(const EInvoiceParty& party, const char* siret_term, const char* siren_term,
             const char* vat_term)
  {
    if (!party.siret.empty() && !Siret::parse(party.siret)) {
      warns_of_id(siret_term, "einvoice.siret", party.siret);
    }
    if (is_french(party) && !party.siren.empty() && !Siren::parse(party.siren)) {
      warns_of_id(siren_term, "einvoice.siren", party.siren);
    }
    if (has_french_vat(party) && !VatId::parse(party.vat_id)) {
      warns_of_id(vat_term, "einvoice.vat_id", party.vat_id);
    }
    ids_agree(party, siren_term);
  }

  static std::string siren_in_vat(const EInvoiceParty& party)
  {
    return has_french_vat(party) && party.vat_id.size() == 13 ? party.vat_id.substr(4) : "";
  }

  static bool differs(const std::string& other, const std::string& siren)
  {
    return !other.empty() && !siren.empty() && other != siren;
  }

  // A SIRET and a VAT identifier begin and end with the SIREN.
  void ids_agree(const EInvoiceParty& party, const char* siren_term)
  {
    for (const std::string& other : {party.siret.substr(0, 9), siren_in_vat(party)}) {
      if (differs(other, party.siren)) {
        warns(siren_term, {"einvoice.ids_differ", {printable(party.siren), printable(other)}});
      }
    }
  }

  void account()
  {
    if (!m_invoice.iban.empty() && !Iban::parse(m_invoice.iban)) {
      warns("BT-84", {"einvoice.iban", {masked_iban(m_invoice.iban)}});
    }
  }

  void profile()
  {
    if (m_profile.name == std::string_view()) {
      warns_of_id("BT-24", "einvoice.profile_unknown", m_invoice.profile);
    } else if (m_profile.is_thin) {
      warns("BT-24", {"einvoice.profile_thin", {m_profile.name}});
    }
  }

  void type()
  {
    const std::string& type = m_invoice.type_code;
    if (!type.empty() && !is_invoice_type(type) && !is_credit_note_type(type)) {
      warns_of_id("BT-3", "einvoice.type", type);
    }
  }

  void profile_and_type()
  {
    account();
    profile();
    type();
  }

  bool has_other_sign() const
  {
    return m_invoice.is_credit_note && or_zero(m_invoice.without_tax).cents < 0;
  }

  bool is_paid() const
  {
    return m_invoice.amount_due && m_invoice.amount_due->cents == 0 &&
           or_zero(m_invoice.with_tax).cents > 0;
  }

  bool is_paid_in_part() const
  {
    return or_zero(m_invoice.prepaid).cents > 0 && or_zero(m_invoice.amount_due).cents > 0;
  }

  void circumstances()
  {
    if (has_other_sign()) {
      blocks("BT-109", {"einvoice.credit_sign", {m_invoice.without_tax->text()}});
    }
    if (is_paid()) {
      warns("BT-115", {"einvoice.paid", {m_invoice.with_tax->text()}});
    }
    if (is_paid_in_part()) {
      warns("BT-115", {"einvoice.part_paid",
                       {m_invoice.amount_due->text(), or_zero(m_invoice.with_tax).text()}});
    }
  }
};

} // namespace

Findings einvoice_findings(const EInvoice& invoice)
{
  return Examination(invoice).run();
}

} // namespace myatlas::domain
