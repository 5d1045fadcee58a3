#include "formats/text/in_french.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "util/decimal.hpp"

namespace myatlas::formats {

namespace {

constexpr const char* k_months[] = {"janvier",   "février", "mars",     "avril",
                                    "mai",       "juin",    "juillet",  "août",
                                    "septembre", "octobre", "novembre", "décembre"};

} // namespace

std::string euros_in_french(domain::Money amount)
{
  std::string text = amount.text();
  text.replace(text.find('.'), 1, ",");
  for (std::size_t at = text.size() - 3; at > 3 && text[at - 4] != '-'; at -= 3) {
    text.insert(at - 3, "\u202F");
  }
  return text + "\u00A0€";
}

std::string short_day_in_french(domain::Date day)
{
  const std::string iso = day.text();
  return iso.substr(8, 2) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4);
}

std::string long_day_in_french(domain::Date day)
{
  const int of_month = day.days() - domain::Month{day.year(), day.month()}.first_day().days() + 1;
  return fmt::format("{}{} {} {}", of_month, of_month == 1 ? "er" : "", k_months[day.month() - 1],
                     day.year());
}

std::string number_in_french(std::int64_t hundredths)
{
  std::string text = util::format_decimal(hundredths, 2);
  text.erase(text.find_last_not_of('0') + 1);
  text.erase(text.find_last_not_of('.') + 1);
  std::ranges::replace(text, '.', ',');
  return text;
}

std::string hours_in_french(std::int64_t hundredths)
{
  constexpr std::int64_t k_plural_from = 200; // the plural begins at two
  return number_in_french(hundredths) +
         (hundredths < k_plural_from ? "\u00A0heure" : "\u00A0heures");
}

} // namespace myatlas::formats
