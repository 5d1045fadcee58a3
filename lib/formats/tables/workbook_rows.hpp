#pragma once

#include <cstdint>

#include "util/file.hpp"

namespace myatlas::formats {

// How many rows with something in them stand in the sheet of a workbook that was written; 0 where
// it cannot be read.
std::uint32_t rows_in_workbook(const util::FileHandle& file);

} // namespace myatlas::formats
