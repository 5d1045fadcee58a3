#pragma once

#include "formats/tables/columns.hpp"
#include "formats/text/csv_options.hpp"
#include "formats/text/csv_reader.hpp"

namespace myatlas::formats {

// Settles the separator, obeys a first line "sep=;", reads the header: the right separator is the
// one that makes known column names appear. Lines above the header are passed over (Header::above).
// Fails as read_header does, with the file and line in the place, or with header.none (line) when
// the file ends before the line that was told.
util::Result<Header> begin_file(CsvReader& reader, FileKind kind, const CsvOptions& options,
                                char& separator);

} // namespace myatlas::formats
