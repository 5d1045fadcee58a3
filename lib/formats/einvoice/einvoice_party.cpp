#include "formats/einvoice/einvoice_party.hpp"

#include <algorithm>

#include "formats/einvoice/einvoice_terms.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

std::string digits_in(const std::string& text)
{
  return util::without_blanks(text, ".-");
}

bool is_number(const std::string& text, std::size_t digits)
{
  return text.size() == digits && util::is_digits(text);
}

// By what the numbers are: their schemes are mixed up in the wild (doc/sources/invoices.md).
void take_numbers(domain::EInvoiceParty& party, const std::string& global, const std::string& legal)
{
  party.legal_id = legal;
  party.siret = digits_in(global);
  const std::string of_register = digits_in(legal);
  if (party.siret.empty() && is_number(of_register, 14)) {
    party.siret = of_register;
  }
  const bool has_vat = party.vat_id.starts_with("FR") && party.vat_id.size() == 13;
  if (is_number(of_register, 9)) {
    party.siren = of_register;
  } else if (!party.siret.empty()) {
    party.siren = party.siret.substr(0, 9);
  } else if (has_vat) {
    party.siren = party.vat_id.substr(4);
  }
}

} // namespace

domain::EInvoiceParty cii_party(const XmlElement& element)
{
  domain::EInvoiceParty party;
  party.name = util::printable(element.text_at("ram:Name", k_namespaces));
  party.vat_id = util::to_upper(util::without_blanks(util::printable(
    element.text_at("ram:SpecifiedTaxRegistration/ram:ID[@schemeID=VA]", k_namespaces))));
  const std::string global = element.text_at("ram:GlobalID[@schemeID=0009]", k_namespaces);
  take_numbers(
    party, util::printable(global),
    util::printable(element.text_at("ram:SpecifiedLegalOrganization/ram:ID", k_namespaces)));
  return party;
}

domain::EInvoiceParty ubl_party(const XmlElement& element)
{
  domain::EInvoiceParty party;
  const std::string legal_name =
    element.text_at("cac:PartyLegalEntity/cbc:RegistrationName", k_namespaces);
  party.name = util::printable(
    legal_name.empty() ? element.text_at("cac:PartyName/cbc:Name", k_namespaces) : legal_name);
  for (const XmlElement& scheme : element.all("cac:PartyTaxScheme", k_namespaces)) {
    if (scheme.text_at("cac:TaxScheme/cbc:ID", k_namespaces) == "VAT") {
      party.vat_id = util::to_upper(
        util::without_blanks(util::printable(scheme.text_at("cbc:CompanyID", k_namespaces))));
    }
  }
  const std::string global =
    element.text_at("cac:PartyIdentification/cbc:ID[@schemeID=0009]", k_namespaces);
  take_numbers(
    party, util::printable(global),
    util::printable(element.text_at("cac:PartyLegalEntity/cbc:CompanyID", k_namespaces)));
  return party;
}

bool is_registered(const XmlElement& party)
{
  const std::vector<XmlElement> schemes = party.all("cac:PartyTaxScheme", k_namespaces);
  return !party.text_at("ram:SpecifiedTaxRegistration/ram:ID[@schemeID=FC]", k_namespaces)
            .empty() ||
         std::ranges::any_of(schemes, [](const XmlElement& scheme) {
           return scheme.text_at("cac:TaxScheme/cbc:ID", k_namespaces) != "VAT" &&
                  !scheme.text_at("cbc:CompanyID", k_namespaces).empty();
         });
}

} // namespace myatlas::formats
