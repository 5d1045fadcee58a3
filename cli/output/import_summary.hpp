#pragma once

#include <cstdint>
#include <string>

#include "services/files/report.hpp"
#include "texts/texts.hpp"

namespace myatlas::cli {

// A file as people call it; programs read its name.
std::string name_of_file(const texts::Texts& texts, const std::string& file);

// What became of the rows of a file, or of several.
struct RowCounts
{
  std::int64_t read = 0, created = 0, updated = 0, unchanged = 0, rejected = 0;
};

RowCounts counts_of(const services::ImportReport& report);

// "3 rows read: 2 created, 0 updated, 1 unchanged, 0 refused."
std::string rows_told(const texts::Texts& texts, const RowCounts& of);

// What would have become of them.
std::string rows_rehearsed(const texts::Texts& texts, const RowCounts& of);

// The counts of a report, and the batch it made, in a sentence or two.
std::string summary_of(const texts::Texts& texts, const services::ImportReport& report);

} // namespace myatlas::cli
