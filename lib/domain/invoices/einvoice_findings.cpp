// What is wrong with an invoice as data: the rules of EN 16931, and those of the profiles EXTENDED
// where they have their own.
#include <algorithm>

#include "domain/invoices/einvoice.hpp"
#include "domain/values/bank.hpp"
#include "domain/values/person.hpp"
#include "domain/values/siret.hpp"
#include "util/decimal.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

constexpr std::int64_t k_cent = 1;

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

Money sum_of(const std::vector<EInvoicePart>& parts)
{
  Money sum;
  for (const EInvoicePart& part : parts) {
    sum = sum + (part.counts ? part.amount.value_or(Money{}) : Money{});
  }
  return sum;
}

std::int64_t count_of(const std::vector<EInvoicePart>& parts)
{
  return std::ranges::count_if(parts, &EInvoicePart::counts);
}

Money or_zero(const std::optional<Money>& amount)
{
  return amount.value_or(Money{});
}

// Looks at one invoice.
class Examination
{
public:
  explicit Examination(const EInvoice& invoice)
    : m_invoice(invoice), m_profile(einvoice_profile(invoice))
  {
  }

  std::vector<Finding> run()
  {
    terms();
    decimals();
    if (m_profile.is_extended) {
      extended_sums();
    } else {
      sums();
    }
    total_sums();
    taxes();
    categories();
    party(m_invoice.seller, "BT-29", "BT-30", "BT-31");
    party(m_invoice.buyer, "BT-46", "BT-47", "BT-48");
    profile_and_type();
    circumstances();
    return std::move(m_found);
  }

private:
  void blocks(const char* term, util::Error error)
  {
    m_found.push_back({Severity::blocks, error.at(term)});
  }
  void warns(const char* term, util::Error error)
  {
    m_found.push_back({Severity::warns, error.at(term)});
  }

  void require(bool is_there, const char* term)
  {
    if (!is_there) {
      blocks(term, {"einvoice.required", {term}});
    }
  }

  void terms()
  {
    require(!m_invoice.number.empty(), "BT-1");
    require(m_invoice.issued.has_value(), "BT-2");
    require(!m_invoice.type_code.empty(), "BT-3");
    require(!m_invoice.currency.empty(), "BT-5");
    require(!m_invoice.seller.name.empty(), "BT-27");
    require(!m_invoice.buyer.name.empty(), "BT-44");
    require(m_invoice.without_tax.has_value(), "BT-109");
    require(m_invoice.with_tax.has_value(), "BT-112");
    require(m_invoice.amount_due.has_value(), "BT-115");
    if (!m_profile.is_thin) {
      require(m_invoice.lines.has_value(), "BT-106");
    }
  }

  // BR-DEC-01 to 23: an amount has two decimals at most.
  void decimals()
  {
    for (const EInvoiceText& text : m_invoice.long_amounts) {
      blocks(text.term.c_str(), {"einvoice.decimals", {text.term, text.text}});
    }
  }

  // A sum of the norm, where all its terms are there.
  void sum(const std::string& rule, const char* term, const std::optional<Money>& found,
           Money expected, std::int64_t tolerance = 0)
  {
    if (found && std::abs(found->cents - expected.cents) > tolerance) {
      blocks(term, {"einvoice.sum", {rule, found->text(), expected.text()}});
    }
  }

  void sums()
  {
    if (!m_invoice.line_parts.empty()) {
      Money all;
      for (const EInvoicePart& line : m_invoice.line_parts) {
        all = all + or_zero(line.amount);
      }
      sum("BR-CO-10", "BT-106", m_invoice.lines, all);
    }
    if (m_invoice.lines) {
      sum("BR-CO-11", "BT-107", m_invoice.allowances, sum_of(m_invoice.allowance_parts));
      sum("BR-CO-12", "BT-108", m_invoice.charges, sum_of(m_invoice.charge_parts));
      sum("BR-CO-13", "BT-109", m_invoice.without_tax,
          *m_invoice.lines - or_zero(m_invoice.allowances) + or_zero(m_invoice.charges));
    }
  }

  // Of lines, only those of detail count (BT-X-8 DETAIL, or none); what transport costs is a charge
  // (BT-X-272); a cent for each amount is tolerated. Factur-X 1.09, EXTENDED.
  void extended_sums()
  {
    const std::int64_t lines = count_of(m_invoice.line_parts),
                       allowances = count_of(m_invoice.allowance_parts),
                       charges =
                         count_of(m_invoice.charge_parts) + count_of(m_invoice.logistics_parts);
    const Money charged = sum_of(m_invoice.charge_parts) + sum_of(m_invoice.logistics_parts),
                allowed = sum_of(m_invoice.allowance_parts);
    m_tolerance = (lines + allowances + charges) * k_cent;
    if (m_invoice.line_parts.empty()) {
      return;
    }
    const std::string rule = m_profile.own_rules;
    sum(rule + "-CO-10", "BT-106", m_invoice.lines, sum_of(m_invoice.line_parts), lines * k_cent);
    sum(rule + "-CO-11", "BT-107", m_invoice.allowances, allowed, allowances * k_cent);
    sum(rule + "-CO-12", "BT-108", m_invoice.charges, charged, charges * k_cent);
    sum(rule + "-CO-13", "BT-109", m_invoice.without_tax,
        sum_of(m_invoice.line_parts) - allowed + charged, m_tolerance);
  }

  void total_sums()
  {
    if (m_invoice.without_tax) {
      sum(m_profile.is_extended ? std::string(m_profile.own_rules) + "-CO-15" : "BR-CO-15",
          "BT-112", m_invoice.with_tax, *m_invoice.without_tax + or_zero(m_invoice.tax),
          m_tolerance);
    }
    // The profile MINIMUM has no place for what was paid before.
    const bool may_be_less = m_profile.name == std::string_view("minimum") && !m_invoice.prepaid;
    if (m_invoice.with_tax &&
        !(may_be_less && m_invoice.amount_due && *m_invoice.amount_due <= *m_invoice.with_tax)) {
      sum("BR-CO-16", "BT-115", m_invoice.amount_due,
          *m_invoice.with_tax - or_zero(m_invoice.prepaid) + or_zero(m_invoice.rounding));
    }
  }

  void taxes()
  {
    Money whole;
    for (const EInvoiceTax& tax : m_invoice.taxes) {
      whole = whole + or_zero(tax.tax);
      if (tax.base && tax.rate) {
        // Rounding line by line. EXTENDED has no BR-CO-17, but one like it with a cent for each
        // amount.
        sum(m_profile.is_extended ? std::string(m_profile.own_rules) + "-S-09" : "BR-CO-17",
            "BT-117", tax.tax,
            {util::divide_half_up(__int128{tax.base->cents} * *tax.rate, 10'000)},
            std::max(k_cent, m_tolerance));
      }
    }
    if (!m_invoice.taxes.empty()) {
      sum("BR-CO-14", "BT-110", m_invoice.tax, whole);
    }
    if (m_invoice.tax && !m_invoice.tax_has_currency) {
      warns("BT-110", {"einvoice.tax_currency", {m_invoice.tax->text()}});
    }
  }

  bool has_seller_vat() const
  {
    return !m_invoice.seller.vat_id.empty() || m_invoice.has_representative;
  }

  // BR-E-02, 03 and 04 and their sisters, of a line, an allowance or a charge of the category; told
  // once.
  void seller_and_buyer(const VatCategory& category)
  {
    const auto is_of_it = [&](const EInvoicePart& part) { return part.category == category.code; };
    struct Place
    {
      const std::vector<EInvoicePart>& parts;
      const char* number;
    };
    for (const Place& place :
         {Place{m_invoice.line_parts, "-02"}, Place{m_invoice.allowance_parts, "-03"},
          Place{m_invoice.charge_parts, "-04"}}) {
      if (std::ranges::any_of(place.parts, is_of_it)) {
        ids(category, std::string(category.rules) + place.number);
        return;
      }
    }
  }

  void ids(const VatCategory& category, const std::string& rule)
  {
    const std::string code(category.code);
    const bool has_any = has_seller_vat() || m_invoice.seller_is_registered;
    if ((category.seller == SellerId::any && !has_any) ||
        (category.seller == SellerId::vat && !has_seller_vat())) {
      blocks("BT-31", {"einvoice.seller_tax_id", {rule, code}});
    }
    const bool has_buyer_vat = !m_invoice.buyer.vat_id.empty(),
               has_buyer = has_buyer_vat || !m_invoice.buyer.siren.empty();
    if ((category.buyer == BuyerId::any && !has_buyer) ||
        (category.buyer == BuyerId::vat && !has_buyer_vat)) {
      blocks("BT-48", {"einvoice.buyer_tax_id", {rule, code}});
    }
    if (category.seller == SellerId::none && (has_seller_vat() || has_buyer_vat)) {
      blocks("BT-31", {"einvoice.no_tax_id", {rule, code}});
    }
  }

  // BR-E-10 and its sisters: why there is no VAT, and no reason where there is.
  void reasons(const VatCategory& category)
  {
    for (const EInvoiceTax& tax : m_invoice.taxes) {
      const bool is_told = !tax.exemption.empty() || !tax.exemption_code.empty();
      if (tax.category != category.code || is_told == (category.reason == Reason::required)) {
        continue;
      }
      blocks("BT-120", {is_told ? "einvoice.reason_needless" : "einvoice.reason_missing",
                        {std::string(category.rules) + "-10", std::string(category.code)}});
    }
  }

  void categories()
  {
    for (const VatCategory& category : k_vat_categories) {
      seller_and_buyer(category);
      reasons(category);
    }
  }

  void party(const EInvoiceParty& party, const char* siret_term, const char* siren_term,
             const char* vat_term)
  {
    if (!party.siret.empty() && !Siret::parse(party.siret)) {
      warns(siret_term, {"einvoice.siret", {util::printable(party.siret)}});
    }
    const bool is_french = party.vat_id.starts_with("FR") || !party.siret.empty();
    if (is_french && !party.siren.empty() && !Siren::parse(party.siren)) {
      warns(siren_term, {"einvoice.siren", {util::printable(party.siren)}});
    }
    if (party.vat_id.starts_with("FR") && !VatId::parse(party.vat_id)) {
      warns(vat_term, {"einvoice.vat_id", {util::printable(party.vat_id)}});
    }
    ids_agree(party, siren_term);
  }

  // A SIRET and a VAT identifier begin and end with the SIREN.
  void ids_agree(const EInvoiceParty& party, const char* siren_term)
  {
    const bool has_vat = party.vat_id.starts_with("FR") && party.vat_id.size() == 13;
    const std::string of_siret = party.siret.substr(0, 9),
                      of_vat = has_vat ? party.vat_id.substr(4) : "";
    for (const std::string& other : {of_siret, of_vat}) {
      if (!other.empty() && !party.siren.empty() && other != party.siren) {
        warns(siren_term,
              {"einvoice.ids_differ", {util::printable(party.siren), util::printable(other)}});
      }
    }
  }

  void profile_and_type()
  {
    if (!m_invoice.iban.empty() && !Iban::parse(m_invoice.iban)) {
      warns("BT-84", {"einvoice.iban", {masked_iban(m_invoice.iban)}});
    }
    if (m_profile.name == std::string_view()) {
      warns("BT-24", {"einvoice.profile_unknown", {util::printable(m_invoice.profile)}});
    } else if (m_profile.is_thin) {
      warns("BT-24", {"einvoice.profile_thin", {m_profile.name}});
    }
    if (const std::string& type = m_invoice.type_code;
        !type.empty() && !is_invoice_type(type) && !is_credit_note_type(type)) {
      warns("BT-3", {"einvoice.type", {util::printable(type)}});
    }
  }

  void circumstances()
  {
    if (m_invoice.is_credit_note && or_zero(m_invoice.without_tax).cents < 0) {
      blocks("BT-109", {"einvoice.credit_sign", {m_invoice.without_tax->text()}});
    }
    if (m_invoice.amount_due && m_invoice.amount_due->cents == 0 &&
        or_zero(m_invoice.with_tax).cents > 0) {
      warns("BT-115", {"einvoice.paid", {m_invoice.with_tax->text()}});
    }
    if (or_zero(m_invoice.prepaid).cents > 0 && or_zero(m_invoice.amount_due).cents > 0) {
      warns("BT-115", {"einvoice.part_paid",
                       {m_invoice.amount_due->text(), or_zero(m_invoice.with_tax).text()}});
    }
  }

  const EInvoice& m_invoice;
  EInvoiceProfile m_profile;
  std::int64_t m_tolerance = 0; // of the profiles EXTENDED
  std::vector<Finding> m_found;
};

} // namespace

std::vector<Finding> einvoice_findings(const EInvoice& invoice)
{
  return Examination(invoice).run();
}

} // namespace myatlas::domain
