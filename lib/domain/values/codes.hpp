#pragma once

#include "domain/values/checked_text.hpp"

namespace myatlas::domain {

// Activity code, NAF rev. 2 (code APE): one of its 732 classes, "62.01Z" or "6201z", kept as
// "6201Z". Codes: naf.form, naf.unknown.
struct NafRule
{
  static util::Result<std::string> normalize(std::string_view text);
};
using NafCode = CheckedText<NafRule>;

// Whether five characters as they stand, "6201Z", are a class of NAF rev. 2.
bool is_naf_class(std::string_view text);

// The form alone: a class of NAF 2025 (décret 2025-736) stands beside rev. 2 in the public register
// during 2026.
bool has_naf_form(std::string_view text);

// Collective agreement (identifiant de convention collective): four digits with their zeros. Code:
// idcc.form.
struct IdccRule
{
  static util::Result<std::string> normalize(std::string_view text);
};
using Idcc = CheckedText<IdccRule>;

// Training certification: "RNCP" and three to five digits, or "RS" and one to five. Code:
// rncp.form.
struct RncpRule
{
  static util::Result<std::string> normalize(std::string_view text);
};
using RncpCode = CheckedText<RncpRule>;

// Training provider's declaration (numéro de déclaration d'activité): eleven digits. Code:
// nda.form.
struct NdaRule
{
  static util::Result<std::string> normalize(std::string_view text);
};
using ActivityNumber = CheckedText<NdaRule>;

// School or CFA (unité administrative immatriculée): seven digits and the letter they give modulo
// 23 in the alphabet without I, O and Q. Codes: uai.form, uai.checksum.
struct UaiRule
{
  static util::Result<std::string> normalize(std::string_view text);
};
using Uai = CheckedText<UaiRule>;

// Postcode: five digits, 01000 to 98999. Codes: postcode.form, postcode.length.
struct PostcodeRule
{
  static util::Result<std::string> normalize(std::string_view text);
};
using Postcode = CheckedText<PostcodeRule>;

// Number an OPCO gives to a company (code adhérent): its form is not published, so 1 to 20
// printable characters without blanks. Code: member_code.form.
struct MemberCodeRule
{
  static util::Result<std::string> normalize(std::string_view text);
};
using MemberCode = CheckedText<MemberCodeRule>;

} // namespace myatlas::domain
