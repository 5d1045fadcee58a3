#pragma once

#include <vector>

#include "domain/values/date.hpp"

namespace myatlas::domain {

// The least an apprentice is paid from a day on, in percent of the minimum wage (of the agreed
// minimum from 21 on where that is higher): D6222-26, doc/sources/apprenticeship.md.
struct PayStep
{
  Date from;
  int year = 1; // of the contract
  int percent = 0;
};

// The steps of a contract: at each of its years, and on the first day of the month after the 18th,
// 21st and 26th birthday. A fourth year keeps the third's.
std::vector<PayStep> minimum_pay(Date birth, Date start, Date end);

int age_on(Date birth, Date day); // whole years

} // namespace myatlas::domain
