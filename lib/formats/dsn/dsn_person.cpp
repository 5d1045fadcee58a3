#include "formats/dsn/dsn_person.hpp"

#include <algorithm>
#include <map>

namespace myatlas::formats {

namespace {

void count_pay(const DsnPay& pay, const DsnContract* contract, DsnDeclaration& into)
{
  into.gross = into.gross + *pay.amount;
  if (contract == nullptr) {
    into.unknown_contracts.push_back(pay.contract);
  } else if (is_apprentice(*contract)) {
    into.gross_apprentices = into.gross_apprentices + *pay.amount;
  } else if (is_fixed_term(*contract)) {
    into.gross_fixed_term = into.gross_fixed_term + *pay.amount;
  }
}

// By the contract it is for.
void count_pays(const DsnPerson& person, DsnDeclaration& into)
{
  std::map<std::string_view, const DsnContract*> by_number; // the first of those with the same
  for (const DsnContract& contract : person.contracts) {
    by_number.emplace(contract.number, &contract);
  }
  for (const DsnPay& pay : person.pays) {
    if (pay.type == "001" && pay.amount) {
      const auto found = by_number.find(pay.contract);
      count_pay(pay, found == by_number.end() ? nullptr : found->second, into);
    }
  }
}

// A person counts once, whatever the number of contracts.
void count_heads(const DsnPerson& person, DsnDeclaration& into)
{
  bool open = false, apprentice = false;
  std::int64_t share = 0;
  for (const DsnContract& contract : person.contracts) {
    if (into.month.year == 0 || !is_open(contract, into.month)) {
      continue;
    }
    open = true;
    apprentice = apprentice || is_apprentice(contract);
    share += share_of(contract);
  }
  into.people_at_end += open ? 1 : 0;
  into.apprentices += apprentice ? 1 : 0;
  into.headcount += std::min<std::int64_t>(share, 100);
}

} // namespace

void count_person(const DsnPerson& person, DsnDeclaration& into)
{
  count_pays(person, into);
  count_heads(person, into);
}

} // namespace myatlas::formats
