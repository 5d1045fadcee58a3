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

// A contribution of one while it is read: its code comes before its base and amount.
struct DsnContributionLine
{
  std::string code;
  domain::Money base, amount;

  bool is_counted() const;
  void add_to(DsnContribution& sum) const;
};

// Adds what the person counts for, in pay and in heads, to the declaration.
void count_person(const DsnPerson& person, DsnDeclaration& into);

} // namespace myatlas::formats
