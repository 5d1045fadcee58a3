#pragma once

#include <optional>

#include "domain/values/siret.hpp"
#include "formats/dsn/dsn_declaration.hpp"

namespace myatlas::formats {

// The monthly declarations of one company and year, each establishment and month once.
struct DsnYear
{
  domain::Siren siren;
  int year;
  DsnDeclarations declarations; // by month and SIRET
  DsnDeclarations
    late; // of the year after, with amounts of this one: the balance of April, the CSA of March
  util::Errors warnings; // dsn.ignored (file, nature), dsn.test (file), dsn.contract_unknown,
                         // dsn.months_missing (months), those of DsnParts

  std::uint16_t months() const; // that a declaration is there for: bit 0 is January
};

// Whether a declaration of the year after says something of this one, as that of April does of the
// balance and that of March of the CSA; one that does not is of its own year alone.
bool says_late_of(const DsnDeclaration& declaration, int year);

// Puts declarations together: a later order number (and, for equal ones, the later sending) or a
// "cancels and replaces" takes the place of what it corrects; fractions of a month, and what is
// declared apart to the farming and the general scheme, add up; the same declaration twice is one.
// Declarations of the year after are taken for their amounts of this year alone. Fails with
// dsn.none, dsn.twice (siret, month), dsn.other_company (siren, siren), dsn.other_year (month,
// year), and as problems_of and parts_of say.
util::Result<DsnYear> merge_dsn(DsnDeclarations declarations);

} // namespace myatlas::formats
