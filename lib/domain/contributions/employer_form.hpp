#pragma once

#include "domain/contributions/employer.hpp"
#include "domain/contributions/pay_form.hpp"

namespace myatlas::domain {

// What a form says of an employer, or all that is wrong with it, each at the form's member
// ("cdd_payroll", "months[2].payroll"): field.required, field.both, contribution.months_missing or
// …_twice or …_other_year, and the codes of each value.
util::Result<PayrollFacts> facts_of(const PayrollForm& form);

util::Result<Rounding> parse_rounding(std::string_view text); // "rounding.unknown"
util::Result<int> parse_year(std::string_view text);          // four digits: "year.range" (text)

} // namespace myatlas::domain
