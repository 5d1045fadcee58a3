#pragma once

#include "domain/values/date.hpp"
#include "domain/values/zone.hpp"

namespace myatlas::domain {

// Days nobody works on by law: L3133-1, and in Alsace-Moselle Good Friday and Saint Stephen's Day
// (L3134-13).
bool is_public_holiday(Date day, Zone zone);

Date easter(int year); // of the Gregorian calendar

Date monday_of(Date day); // of its week

Date plus_days(Date day, int days);

// Months later on the same day of the month, or on its last one.
Date plus_months(Date day, int months);

// The day that is `count` working days (jours ouvrables: Monday to Saturday, public holidays apart)
// after `day`.
Date plus_working_days(Date day, int count, Zone zone);

// The first day from `day` on that is neither a Saturday or Sunday nor a public holiday: when
// offices are open.
Date working_day_from(Date day, Zone zone);

} // namespace myatlas::domain
