#pragma once

#include "domain/values/checked_text.hpp"
#include "domain/values/siret.hpp"

namespace myatlas::domain {

// Social security number (NIR): thirteen characters and the key 97 - (n mod 97), 2A read as 19 and
// 2B as 18. Personal data of a special kind (décret 2019-341): the codes nir.form and nir.checksum
// carry it masked.
struct NirRule
{
  static util::Result<std::string> normalize(std::string_view text);
};
using Nir = CheckedText<NirRule>;

// "1 85 05 ** *** *** **": what may be shown of a NIR.
std::string masked_nir(std::string_view nir);

// French VAT identifier: "FR", a key of two characters, a SIREN (Monaco's begins with 000 and is
// none). Codes: vat.form, vat.checksum. Source: CGI 286 ter; python3-stdnum fr/tva.
struct VatRule
{
  static util::Result<std::string> normalize(std::string_view text);
};
using VatId = CheckedText<VatRule>;

// The VAT identifier of a company with the key of two digits the tax office gives; that of a VAT
// group is another.
VatId usual_vat_id(Siren siren);

// French telephone number, overseas included, kept as E.164. Code: phone.form.
struct PhoneRule
{
  static util::Result<std::string> normalize(std::string_view text);
};
using PhoneNumber = CheckedText<PhoneRule>;

// One e-mail address: RFC 5321 without quoted local parts, domain literals or controls, so that it
// can never smuggle a header or a second recipient. The domain is kept in lower case and Unicode,
// the local part as written. Code: email.form.
struct EmailRule
{
  static util::Result<std::string> normalize(std::string_view text);
};
using EmailAddress = CheckedText<EmailRule>;

// The address with its domain in ASCII (RFC 5890), as it goes over the wire.
std::string ascii_address(const EmailAddress& address);

// A person's or place's name: 1 to 80 characters, no control characters. Codes: name.required,
// name.length, text.control.
struct NameRule
{
  static util::Result<std::string> normalize(std::string_view text);
};
using Name = CheckedText<NameRule>;

// The name of a person: a Name of letters, blanks, apostrophes, hyphens, points and commas. Besides
// its codes: name.letters (text, what it holds).
util::Result<Name> parse_person_name(std::string_view text);

} // namespace myatlas::domain
