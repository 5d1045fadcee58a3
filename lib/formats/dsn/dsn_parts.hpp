#pragma once

#include <vector>

#include "formats/dsn/dsn_declaration.hpp"

namespace myatlas::formats {

// What keeps one declaration from being counted: dsn.currency (code, siret, month) where its
// amounts are no euros, dsn.fraction (value) where its fraction is none, dsn.scope (value).
util::Errors problems_of(const DsnDeclaration& declaration);

// Whether a month of an establishment is there whole. Its declaration may be cut into fractions
// (S20.G00.05.003), and into what is due to the farming and to the general scheme (S20.G00.05.008).
struct DsnParts
{
  util::Errors problems; // dsn.fractions (siret, month, fractions), dsn.parts (siret, month): parts
                         // that are not of one whole
  util::Errors warnings; // dsn.fraction_missing (siret, month, fractions), dsn.part_missing (siret,
                         // month, scope)
};

DsnParts parts_of(const DsnDeclarations& declarations);

// What a declaration that does not say it is: one fraction of one, of all schemes.
std::string fraction_of(const DsnDeclaration& declaration);
std::string scope_of(const DsnDeclaration& declaration);

util::Error placed(util::Error error, const DsnDeclaration& declaration); // in its file

} // namespace myatlas::formats
