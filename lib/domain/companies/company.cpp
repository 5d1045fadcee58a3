#include "domain/companies/company.hpp"

#include <algorithm>

namespace myatlas::domain {

std::optional<Money> expected_payroll(const Company& company,
                                      const std::vector<DeclaredPayroll>& declared, int year,
                                      Date today)
{
  if (company.created && company.created->year() == today.year()) {
    return Money{0};
  }
  const auto found = std::ranges::find(declared, year, &DeclaredPayroll::year);
  return found == declared.end() ? std::nullopt : std::optional<Money>(found->amount);
}

} // namespace myatlas::domain
