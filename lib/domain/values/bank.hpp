#pragma once

#include "domain/values/checked_text.hpp"

namespace myatlas::domain {

// International bank account number, ISO 13616: country and length of its registry, remainder 1
// modulo 97, check digits 02 to 98. Blanks and hyphens are taken off, letters set in capitals.
// Codes: iban.scientific, iban.country, iban.length, iban.form, iban.checksum. Their texts are
// masked.
struct IbanRule
{
  static util::Result<std::string> normalize(std::string_view text);
};
using Iban = CheckedText<IbanRule>;

// "FR76 **** 0189": what a list, a log or a message may show of an account number.
std::string masked_iban(std::string_view iban);

// False when a French account's own key (clé RIB) is wrong although the IBAN's is right: nearly
// always a typing error.
bool rib_key_holds(const Iban& iban);

// Business identifier code, ISO 9362: bank, country of ISO 3166, place, and a branch or none. Code:
// bic.form.
struct BicRule
{
  static util::Result<std::string> normalize(std::string_view text);
};
using Bic = CheckedText<BicRule>;

} // namespace myatlas::domain
