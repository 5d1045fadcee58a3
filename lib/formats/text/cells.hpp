#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/values/date.hpp"
#include "domain/values/money.hpp"
#include "domain/values/siret.hpp"
#include "formats/text/csv_options.hpp"

// One cell of a French file to one value. Each function takes the cell as it stands and fails with
// a code that names what a spreadsheet did to it; nothing is guessed.
namespace myatlas::formats {

// What a spreadsheet puts around text to keep it text, taken off: a leading apostrophe, ="…", a
// stray byte order mark.
std::string_view without_guard(std::string_view cell);

// A SIRET in any spelling met: blanks, guards, ".0" after fourteen digits. Codes of Siret::parse.
util::Result<domain::Siret> siret_cell(std::string_view cell);

// "1 234,56 €", "(1234.56)", "1.234,56-". A single mark before three digits is ambiguous
// (amount.ambiguous) unless `decimal` tells which it is. Also amount.form, amount.precision,
// amount.range. `seen` receives the mark, if any.
util::Result<domain::Money> amount_cell(std::string_view cell, std::optional<DecimalMark> decimal,
                                        std::optional<DecimalMark>& seen);

// "1 200", "10,5" as a count is read: "1200", "10.5". What is no such number stays as it is.
std::string number_text(std::string_view cell);

// The same of a count of people or things, whose mark may group thousands: one before three digits
// is amount.ambiguous unless `decimal` tells which it is.
util::Result<std::string> count_text(std::string_view cell, std::optional<DecimalMark> decimal);

// A headcount in hundredths, as domain::parse_headcount cuts it; also amount.ambiguous. What is
// told is the cell as it stands.
util::Result<std::int64_t> headcount_cell(std::string_view cell,
                                          std::optional<DecimalMark> decimal);

// "5,5", "20 %": hundredths of a percent. vat_rate.form, vat_rate.range.
util::Result<std::int64_t> percent_cell(std::string_view cell);
util::Result<std::int64_t>
vat_rate_cell(std::string_view cell); // also the codes of domain::parse_vat_rate

// A year of pay. year.range, year.date (cell, its year): a day, or the number a spreadsheet has for
// one; integer.form, integer.range.
util::Result<std::int64_t> year_cell(std::string_view cell, DateOrder order);

// "28/02/2026", "2026-02-28", "28-02-2026", "28.02.2026", "20260228", with or without " 00:00:00".
// date.form, date.none, date.two_digit_year, date.spreadsheet_number.
util::Result<domain::Date> date_cell(std::string_view cell, DateOrder order);

// What a cell lists, apart by '|', ';' or a line break, without blanks around.
std::vector<std::string> parts_of_cell(std::string_view cell);

// "1 250": a whole number from 0. integer.form, integer.negative, integer.range.
util::Result<std::int64_t> whole_cell(std::string_view cell);

} // namespace myatlas::formats
