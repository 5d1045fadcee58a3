#include "domain/einvoice.hpp"

#include <algorithm>
#include <numeric>

#include "domain/bank.hpp"
#include "domain/names.hpp"
#include "domain/person.hpp"
#include "domain/siret.hpp"
#include "util/decimal.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

constexpr NamedValue<EInvoiceFormat> k_formats[] = {
  {"factur-x", EInvoiceFormat::factur_x}, {"ubl", EInvoiceFormat::ubl}, {"cii", EInvoiceFormat::cii}};

struct ProfileOfInvoice
{
  std::string_view urn;
  const char* name;
  bool is_thin; // without lines: no whole invoice under the mandate of 2026
};

constexpr ProfileOfInvoice k_einvoice_profiles[] = {
  {"urn:factur-x.eu:1p0:minimum", "minimum", true},
  {"urn:factur-x.eu:1p0:basicwl", "basicwl", true},
  {"urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic", "basic", false},
  {"urn:cen.eu:en16931:2017:compliant:factur-x.eu:1p0:basic", "basic", false},
  {"urn:cen.eu:en16931:2017", "en16931", false},
  {"urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended", "extended", false},
  {"urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr", "extended-ctc-fr", false},
};

const ProfileOfInvoice* profile_of(const EInvoice& invoice)
{
  const auto found = std::ranges::find(k_einvoice_profiles, std::string_view(invoice.profile), &ProfileOfInvoice::urn);
  return found == std::end(k_einvoice_profiles) ? nullptr : &*found;
}

constexpr std::string_view k_einvoice_types[] = {"380", "381", "384", "386", "389", "326", "393", "396", "261", "751"};

Money sum_of(const std::vector<Money>& amounts)
{
  return std::accumulate(amounts.begin(), amounts.end(), Money{});
}

// Looks at one invoice.
class Examination
{
public:
  explicit Examination(const EInvoice& invoice) : m_invoice(invoice) {}

  std::vector<Finding> run()
  {
    terms();
    sums();
    taxes();
    party(m_invoice.seller, "BT-29", "BT-30", "BT-31");
    party(m_invoice.buyer, "BT-46", "BT-47", "BT-48");
    circumstances();
    return std::move(m_found);
  }

private:
  void blocks(const char* term, util::Error error) { m_found.push_back({Severity::blocks, error.at(term)}); }
  void warns(const char* term, util::Error error) { m_found.push_back({Severity::warns, error.at(term)}); }

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
    const ProfileOfInvoice* profile = profile_of(m_invoice);
    if (profile == nullptr || !profile->is_thin) {
      require(m_invoice.lines.has_value(), "BT-106");
    }
  }

  // A sum of the norm, where all its terms are there.
  void sum(const char* rule, const char* term, const std::optional<Money>& found, Money expected, std::int64_t tolerance = 0)
  {
    if (found && std::abs(found->cents - expected.cents) > tolerance) {
      blocks(term, {"einvoice.sum", {rule, found->text(), expected.text()}});
    }
  }

  void sums()
  {
    const auto zero = [](const std::optional<Money>& amount) { return amount.value_or(Money{}); };
    if (!m_invoice.line_amounts.empty()) {
      sum("BR-CO-10", "BT-106", m_invoice.lines, sum_of(m_invoice.line_amounts));
    }
    const bool has_details = m_invoice.lines.has_value();
    if (has_details) {
      sum("BR-CO-11", "BT-107", m_invoice.allowances, sum_of(m_invoice.allowance_amounts));
      sum("BR-CO-12", "BT-108", m_invoice.charges, sum_of(m_invoice.charge_amounts));
      sum("BR-CO-13", "BT-109", m_invoice.without_tax, *m_invoice.lines - zero(m_invoice.allowances) + zero(m_invoice.charges));
    }
    if (m_invoice.without_tax) {
      sum("BR-CO-15", "BT-112", m_invoice.with_tax, *m_invoice.without_tax + zero(m_invoice.tax));
    }
    // The profile MINIMUM has no place for what was paid before.
    const bool may_be_less = profile_name(m_invoice) == std::string_view("minimum") && !m_invoice.prepaid;
    if (m_invoice.with_tax && !(may_be_less && m_invoice.amount_due && *m_invoice.amount_due <= *m_invoice.with_tax)) {
      sum("BR-CO-16", "BT-115", m_invoice.amount_due, *m_invoice.with_tax - zero(m_invoice.prepaid) + zero(m_invoice.rounding));
    }
  }

  void taxes()
  {
    Money whole;
    for (const EInvoiceTax& tax : m_invoice.taxes) {
      whole = whole + tax.tax.value_or(Money{});
      if (tax.base && tax.rate) {
        constexpr std::int64_t k_cent = 1; // rounding line by line
        sum("BR-CO-17", "BT-117", tax.tax, {util::divide_half_up(__int128{tax.base->cents} * *tax.rate, 10'000)}, k_cent);
      }
    }
    if (!m_invoice.taxes.empty()) {
      sum("BR-CO-14", "BT-110", m_invoice.tax, whole);
    }
  }

  void party(const EInvoiceParty& party, const char* siret_term, const char* siren_term, const char* vat_term)
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
    const std::string of_siret = party.siret.substr(0, 9), of_vat = party.vat_id.starts_with("FR") && party.vat_id.size() == 13 ? party.vat_id.substr(4) : "";
    for (const std::string& other : {of_siret, of_vat}) {
      if (!other.empty() && !party.siren.empty() && other != party.siren) {
        warns(siren_term, {"einvoice.ids_differ", {util::printable(party.siren), util::printable(other)}});
      }
    }
  }

  void circumstances()
  {
    if (!m_invoice.iban.empty() && !Iban::parse(m_invoice.iban)) {
      warns("BT-84", {"einvoice.iban", {masked_iban(m_invoice.iban)}});
    }
    const ProfileOfInvoice* profile = profile_of(m_invoice);
    if (profile == nullptr) {
      warns("BT-24", {"einvoice.profile_unknown", {util::printable(m_invoice.profile)}});
    } else if (profile->is_thin) {
      warns("BT-24", {"einvoice.profile_thin", {profile->name}});
    }
    if (!m_invoice.type_code.empty() && std::ranges::find(k_einvoice_types, std::string_view(m_invoice.type_code)) == std::end(k_einvoice_types)) {
      warns("BT-3", {"einvoice.type", {util::printable(m_invoice.type_code)}});
    }
  }

  const EInvoice& m_invoice;
  std::vector<Finding> m_found;
};

} // namespace

const char* profile_name(const EInvoice& invoice)
{
  const ProfileOfInvoice* profile = profile_of(invoice);
  return profile == nullptr ? "" : profile->name;
}

std::vector<Finding> einvoice_findings(const EInvoice& invoice)
{
  return Examination(invoice).run();
}

std::string dossier_named_in(const EInvoice& invoice)
{
  for (const std::string* text : {&invoice.contract, &invoice.order, &invoice.buyer_reference}) {
    const std::string number = util::to_upper(util::trim(*text));
    if (number.size() == 12 && number.front() == 'D' && util::is_digits(number.substr(1))) {
      return number;
    }
  }
  return {};
}

const char* to_text(EInvoiceFormat format)
{
  return name_of(k_formats, format);
}

} // namespace myatlas::domain
