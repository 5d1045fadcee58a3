#include "formats/dsn/dsn_person.hpp"
#include "util/ranges.hpp"

#include <algorithm>
#include <map>

namespace myatlas::formats {

namespace {

constexpr std::string_view k_counted_codes[] = {"128", "129", "130", "141"};

void add(domain::Money& sum, domain::Money amount)
{
  sum = sum + amount;
}

void count_of_contract(domain::Money pay, const DsnContract& contract, DsnDeclaration& into)
{
  if (is_apprentice(contract)) {
    add(into.gross_apprentices, pay);
  } else if (is_fixed_term(contract)) {
    add(into.gross_fixed_term, pay);
  }
}

using ContractsByNumber = std::map<std::string_view, const DsnContract*>;

ContractsByNumber by_number(const std::vector<DsnContract>& contracts)
{
  ContractsByNumber found; // the first of those with the same
  for (const DsnContract& contract : contracts) {
    found.emplace(contract.number, &contract);
  }
  return found;
}

// By the contract it is for.
void count_pay(const DsnPay& pay, const ContractsByNumber& contracts, DsnDeclaration& into)
{
  add(into.gross, *pay.amount);
  if (const auto contract = util::value_at(contracts, pay.contract)) {
    count_of_contract(*pay.amount, **contract, into);
  } else {
    into.unknown_contracts.push_back(pay.contract);
  }
}

bool is_gross(const DsnPay& pay)
{
  return pay.type == "001" && pay.amount;
}

void count_pays(const DsnPerson& person, DsnDeclaration& into)
{
  const ContractsByNumber contracts = by_number(person.contracts);
  for (const DsnPay& pay : person.pays) {
    if (is_gross(pay)) {
      count_pay(pay, contracts, into);
    }
  }
}

// What a person counts for: once, whatever the number of contracts.
struct Head
{
  bool open = false, apprentice = false;
  std::int64_t share = 0;

  void add(const DsnContract& contract)
  {
    open = true;
    apprentice = apprentice || is_apprentice(contract);
    share += share_of(contract);
  }
};

Head head_of(const DsnPerson& person, domain::Month month)
{
  Head head;
  for (const DsnContract& contract : person.contracts) {
    if (is_open(contract, month)) {
      head.add(contract);
    }
  }
  return head;
}

void count_head(const Head& head, DsnDeclaration& into)
{
  into.people_at_end += head.open ? 1 : 0;
  into.apprentices += head.apprentice ? 1 : 0;
  into.headcount += std::min<std::int64_t>(head.share, 100);
}

} // namespace

bool DsnContributionLine::is_counted() const
{
  return is_one_of(code, k_counted_codes);
}

void DsnContributionLine::add_to(DsnContribution& sum) const
{
  add(sum.base, base);
  add(sum.amount, amount);
}

void count_person(const DsnPerson& person, DsnDeclaration& into)
{
  count_pays(person, into);
  if (into.month) {
    count_head(head_of(person, *into.month), into);
  }
}

} // namespace myatlas::formats
