#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "formats/text/encoding.hpp"

namespace myatlas::formats {

enum class DecimalMark
{
  comma,
  point,
};

enum class DateOrder
{
  dmy, // 28/02/2026, French
  mdy, // 02/28/2026
};

// Titles of a file and the columns they stand for, where their names do not say it.
using TitleMap = std::vector<std::pair<std::string, std::string>>;

// What the user says about the file; what is not said is found out or, when it cannot be, refused.
struct CsvOptions
{
  std::optional<Encoding> encoding;
  std::optional<char> separator;
  std::optional<DecimalMark> decimal;
  std::optional<DateOrder> dates;
  bool literal = false;      // text is as it stands: nothing had to guard it from a spreadsheet
  bool issuer_apart = false; // an invoice as data: who writes it is told beside the row
  std::string sheet = {};    // of a workbook, by its name or its place among those that are shown;
                             // empty: the first of them
  std::uint64_t header_line =
    0; // where the header stands; 0: it is looked for among the first lines
  TitleMap titles = {};
  std::size_t demanded_titles = 0; // how many of them the file must have
};

} // namespace myatlas::formats
