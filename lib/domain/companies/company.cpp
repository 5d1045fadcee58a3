#include "domain/companies/company.hpp"

#include "util/ranges.hpp"

namespace myatlas::domain {

std::optional<Money> expected_payroll(const Company& company,
                                      const std::vector<DeclaredPayroll>& declared, int year,
                                      Date today)
{
  if (company.created && company.created->year() == today.year()) {
    return Money{0};
  }
  const DeclaredPayroll* found = util::find_by(declared, year, &DeclaredPayroll::year);
  return found != nullptr ? std::optional(found->amount) : std::nullopt;
}

} // namespace myatlas::domain
