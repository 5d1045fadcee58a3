#pragma once

#include <string>

#include "domain/values/date.hpp"
#include "domain/values/money.hpp"

// Amounts, days and hours as documents in French write them, whoever asks for them.
namespace myatlas::formats {

std::string euros_in_french(
  domain::Money amount); // "1 234,50 €", with the narrow and the plain unbreakable blank
std::string short_day_in_french(domain::Date day);     // "06/04/2026"
std::string long_day_in_french(domain::Date day);      // "1er mars 2026"
std::string hours_in_french(std::int64_t hundredths);  // "14 heures", "13,5 heures", "1 heure"
std::string number_in_french(std::int64_t hundredths); // "13,5"

} // namespace myatlas::formats
