#pragma once

#include <string>

#include "domain/contributions/contribution.hpp"
#include "texts/texts.hpp"

// Contributions as people say them.
namespace myatlas::texts {

const char* label_of(const Texts& texts, domain::Contribution contribution);
const char* label_of_dsn(const Texts& texts,
                         std::string_view code); // of a code of the DSN: "128", "076"
const char* sentence_of(const Texts& texts, domain::Reason reason); // "below 250 employees"
const char* collector_name(domain::Collector collector);
const char* collector_name(const std::string& collector); // as a document says: "opco-atlas"
std::string due_text(const Texts& texts,
                     const domain::ContributionLine& line);       // "every month", "2026-02-28"
std::string due_text(const Texts& texts, const std::string& due); // as a document says: "monthly"

std::string parts_for_people(
  const Texts& texts,
  const domain::ContributionLine& line); // "€500.00 × 0.59 % + €100.00 × 0.44 % (Alsace-Moselle)"
std::string month_for_people(const Texts& texts,
                             domain::Month month); // "2026-02", in French "02/2026"
std::string months_for_people(
  const Texts& texts,
  const domain::Simulation& simulation); // those whose pay is told, "2026-01, 2026-02"
std::string percent_for_people(const Texts& texts, domain::Rate rate);          // "0.59 %"
std::string hundredths_for_people(const Texts& texts, std::int64_t hundredths); // "12", "10.99"

} // namespace myatlas::texts
