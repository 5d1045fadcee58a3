#pragma once

#include <string>
#include <vector>

#include "util/time_zone.hpp"

// Amounts, days and numbers as the language in use writes them: the one piece that tables,
// sentences, mails and statements go through. What a program reads is never written by it.
namespace myatlas::texts {

// Amounts: "1 234,56 €" in French, "€1,234.56" in English.
std::string money_for_people(const std::string& amount);

// A date or an instant as the language writes it: "25/11/2026" in French, instants to the second by
// the clocks of a zone, or in UTC without one. Other texts as they are.
std::string time_for_people(const std::string& text, const util::TimeZone* zone = nullptr);

// Days, instants or months, one or several: "03/2026", "01/2026, 02/2026".
std::string days_for_people(const std::string& text);

// A decimal as the language writes it, without zeros that say nothing: "13,5", "14".
std::string decimal_for_people(std::string text);

// The arguments of a sentence as it tells them. What a field holds is seen from the words beside it
// in the English sentence and from its own form:
//   "{0}", {0}: at the begin  what somebody typed and where it stands, left as it is
//   €{0}, {0} euros           two decimals: an amount, and so is every such number of that sentence
//   other two decimals        hours, headcounts, rates: the decimal mark, no zeros that say nothing
//   2026-03-02, 2026-03       a day, an instant, a month
//   {0} rows, {0} bytes…      digits: in groups of three; all those of a sentence on rows refused
//   state {0}, scheme {0}…    a word of a closed set: in words, with the code that options and
//   files take
std::vector<std::string> told(const char* english, std::vector<std::string> arguments);

} // namespace myatlas::texts
