#pragma once

#include <vector>

#include "formats/dsn/dsn_contract.hpp"
#include "formats/dsn/dsn_declaration.hpp"

namespace myatlas::formats {

// What a declaration says of one person: contracts, and pay for them.
struct DsnPerson
{
  std::vector<DsnContract> contracts;
  std::vector<DsnPay> pays;
};

// Adds what the person counts for, in pay and in heads, to the declaration.
void count_person(const DsnPerson& person, DsnDeclaration& into);

} // namespace myatlas::formats
