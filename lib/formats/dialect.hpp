#pragma once

#include <optional>
#include <string>

#include "formats/columns.hpp"
#include "formats/csv_options.hpp"
#include "formats/csv_reader.hpp"

namespace myatlas::formats {

// "semicolon", "comma", "tab" or "pipe", as the report and the option --separator say it.
std::string separator_name(char separator);
util::Result<char> parse_separator(std::string_view text);         // "separator.unknown"
util::Result<DecimalMark> parse_decimal_mark(std::string_view text); // "decimal_mark.unknown"
util::Result<DateOrder> parse_date_order(std::string_view text);   // "date_order.unknown"
const char* to_text(DecimalMark mark);
const char* to_text(DateOrder order);

// Settles the separator, obeys a first line "sep=;", reads the header: the right separator is the one that makes known
// column names appear. Lines above the header are passed over (Header::above). Fails as read_header does, with the file and line in the
// place, or with header.none (line) when the file ends before the line that was told.
util::Result<Header> begin_file(CsvReader& reader, FileKind kind, const CsvOptions& options, char& separator);

} // namespace myatlas::formats
