#include "domain/invoices/einvoice.hpp"

#include <algorithm>

#include "domain/values/names.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

using util::contains;

constexpr NamedValue<EInvoiceFormat> k_formats[] = {{"factur-x", EInvoiceFormat::factur_x},
                                                    {"ubl", EInvoiceFormat::ubl},
                                                    {"cii", EInvoiceFormat::cii}};

struct KnownProfile
{
  std::string_view urn;
  EInvoiceProfile profile;
};

constexpr KnownProfile k_einvoice_profiles[] = {
  {"urn:factur-x.eu:1p0:minimum", {"minimum", true}},
  {"urn:factur-x.eu:1p0:basicwl", {"basicwl", true}},
  {"urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic", {"basic"}},
  {"urn:cen.eu:en16931:2017:compliant:factur-x.eu:1p0:basic", {"basic"}},
  {"urn:cen.eu:en16931:2017", {"en16931"}},
  {"urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended",
   {"extended", false, true, "BR-FXEXT"}},
  {"urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr",
   {"extended-ctc-fr", false, true, "BR-FREXT"}},
};

// UNTDID 1001 as EN 16931 lists it (code lists v17b, in use from 15/05/2026), credit notes apart.
constexpr std::string_view k_einvoice_types[] = {
  "71",  "80",  "82",  "84",  "102", "130", "202", "203", "204", "211", "218", "219", "295",
  "325", "326", "331", "380", "382", "383", "384", "385", "386", "387", "388", "389", "390",
  "393", "394", "395", "456", "457", "471", "472", "473", "500", "501", "527", "553", "575",
  "623", "633", "751", "780", "817", "870", "875", "876", "877", "935"};
constexpr std::string_view k_credit_note_types[] = {"81",  "83",  "261", "262", "296", "308", "381",
                                                    "396", "420", "458", "502", "503", "532"};

bool is_negative(const std::optional<Money>& amount)
{
  return amount && amount->cents < 0;
}

} // namespace

EInvoiceProfile einvoice_profile(const EInvoice& invoice)
{
  const std::string_view urn = invoice.profile;
  const KnownProfile* known = util::find_by(k_einvoice_profiles, urn, &KnownProfile::urn);
  return known != nullptr ? known->profile : EInvoiceProfile{};
}

const char* profile_name(const EInvoice& invoice)
{
  return einvoice_profile(invoice).name;
}

bool is_invoice_type(std::string_view code)
{
  return contains(k_einvoice_types, code);
}

bool is_credit_note_type(std::string_view code)
{
  return contains(k_credit_note_types, code);
}

bool takes_back(const EInvoice& invoice)
{
  return invoice.is_credit_note || is_negative(invoice.without_tax) ||
         is_negative(invoice.with_tax);
}

namespace {

// "D20260000001".
bool names_dossier(const std::string& text)
{
  return text.size() == 12 && text.front() == 'D' && util::is_digits(text.substr(1));
}

} // namespace

std::string dossier_named_in(const EInvoice& invoice)
{
  for (const std::string* text : {&invoice.contract, &invoice.order, &invoice.buyer_reference}) {
    const std::string number = util::to_upper(util::trim(*text));
    if (names_dossier(number)) {
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
