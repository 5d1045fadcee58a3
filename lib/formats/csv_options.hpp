#pragma once

#include <optional>

#include "formats/encoding.hpp"

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

// What the user says about the file; what is not said is found out or, when it cannot be, refused.
struct CsvOptions
{
  std::optional<Encoding> encoding;
  std::optional<char> separator;
  std::optional<DecimalMark> decimal;
  std::optional<DateOrder> dates;
  bool literal = false; // text is as it stands: nothing had to guard it from a spreadsheet
  bool issuer_apart = false; // an invoice as data: who writes it is told beside the row
};

} // namespace myatlas::formats
