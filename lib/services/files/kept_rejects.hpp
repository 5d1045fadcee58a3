#pragma once

#include <functional>
#include <string_view>

#include "formats/text/csv_reader.hpp"
#include "store/tables/batches.hpp"

namespace myatlas::services {

// Reads a reject file that was kept, a workbook too, in the way it says it was written: as the file
// of its batch was, or for Excel. Fails as open_table, TextSource and CsvReader do.
util::Result<formats::CsvReader> read_kept_rejects(util::FileHandle file,
                                                   const store::Batch& batch);

// The same as a French Excel opens it right: semicolons, decimal commas, UTF-8 with its mark.
// `print` is given line after line.
util::Outcome kept_rejects_for_excel(util::FileHandle file, const store::Batch& batch,
                                     const std::function<void(std::string_view)>& print);

// Whether a file says with its first bytes that it is UTF-8.
bool is_marked_utf8(const util::FileHandle& file);

} // namespace myatlas::services
