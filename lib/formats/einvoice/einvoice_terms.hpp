#pragma once

#include "formats/xml/xml.hpp"

// The two syntaxes of the norm (EN 16931-3-3, CII, and 3-2, UBL), and where each has its terms.
namespace myatlas::formats {

inline constexpr XmlNamespace k_namespaces[] = {
  {"rsm", "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"},
  {"ram", "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"},
  {"udt", "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"},
  {"cac", "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"},
  {"cbc", "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"},
};

// Where a syntax has the terms of the norm. Empty: it has none.
struct Terms
{
  const char *profile, *number, *type, *issued, *due, *currency, *buyer_reference, *order,
    *contract, *preceding, *iban;
  const char *seller, *buyer;
  const char *lines, *allowances, *charges, *without_tax, *tax, *with_tax, *prepaid, *rounding,
    *amount_due;
  const char *taxes, *tax_base, *tax_amount, *tax_category, *tax_rate, *tax_reason,
    *tax_reason_code;
  const char *line, *line_amount, *line_status, *line_category, *adjustment, *adjustment_amount,
    *adjustment_category, *is_charge;
  const char *logistics, *representative;
};

extern const Terms k_cii, k_ubl;

} // namespace myatlas::formats
