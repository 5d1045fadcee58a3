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

// "FR" and two digits before the SIREN.
bool is_french_vat(const std::string& id)
{
  return id.starts_with("FR") && id.size() == 13;
}

std::string siren_of(const domain::EInvoiceParty& party, const std::string& of_register)
{
  if (is_number(of_register, 9)) {
    return of_register;
  }
  if (!party.siret.empty()) {
    return party.siret.substr(0, 9);
  }
  return is_french_vat(party.vat_id) ? party.vat_id.substr(4) : party.siren;
}

// By what the numbers are: their schemes are mixed up in the wild (doc/sources/invoices.md).
void take_siret(domain::EInvoiceParty& party, const std::string& of_register)
{
  if (party.siret.empty() && is_number(of_register, 14)) {
    party.siret = of_register;
  }
}

void take_numbers(domain::EInvoiceParty& party, const std::string& global, const std::string& legal)
{
  party.legal_id = legal;
  party.siret = digits_in(global);
  const std::string of_register = digits_in(legal);
  take_siret(party, of_register);
  party.siren = siren_of(party, of_register);
}

std::string printable_at(const XmlElement& element, const char* path)
{
  return util::printable(element.text_at(path, k_namespaces));
}

std::string vat_id_at(const XmlElement& element, const char* path)
{
  return util::to_upper(util::without_blanks(printable_at(element, path)));
}

bool is_for_vat(const XmlElement& scheme)
{
  return scheme.text_at("cac:TaxScheme/cbc:ID", k_namespaces) == "VAT";
}

bool is_other_registration(const XmlElement& scheme)
{
  return !is_for_vat(scheme) && !scheme.text_at("cbc:CompanyID", k_namespaces).empty();
}

// The last one told.
std::string ubl_vat_id(const XmlElement& party)
{
  std::string vat_id;
  for (const XmlElement& scheme : party.all("cac:PartyTaxScheme", k_namespaces)) {
    if (is_for_vat(scheme)) {
      vat_id = vat_id_at(scheme, "cbc:CompanyID");
    }
  }
  return vat_id;
}

std::string ubl_name(const XmlElement& party)
{
  const std::string legal = printable_at(party, "cac:PartyLegalEntity/cbc:RegistrationName");
  return legal.empty() ? printable_at(party, "cac:PartyName/cbc:Name") : legal;
}

} // namespace

domain::EInvoiceParty cii_party(const XmlElement& element)
{
  domain::EInvoiceParty party;
  party.name = printable_at(element, "ram:Name");
  party.vat_id = vat_id_at(element, "ram:SpecifiedTaxRegistration/ram:ID[@schemeID=VA]");
  take_numbers(party, printable_at(element, "ram:GlobalID[@schemeID=0009]"),
               printable_at(element, "ram:SpecifiedLegalOrganization/ram:ID"));
  return party;
}

domain::EInvoiceParty ubl_party(const XmlElement& element)
{
  domain::EInvoiceParty party;
  party.name = ubl_name(element);
  party.vat_id = ubl_vat_id(element);
  take_numbers(party, printable_at(element, "cac:PartyIdentification/cbc:ID[@schemeID=0009]"),
               printable_at(element, "cac:PartyLegalEntity/cbc:CompanyID"));
  return party;
}

bool is_registered(const XmlElement& party)
{
  return !party.text_at("ram:SpecifiedTaxRegistration/ram:ID[@schemeID=FC]", k_namespaces)
            .empty() ||
         std::ranges::any_of(party.all("cac:PartyTaxScheme", k_namespaces), is_other_registration);
}

} // namespace myatlas::formats
