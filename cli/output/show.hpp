#pragma once

namespace myatlas::cli {

// How a person is shown a member of a row.
enum class Show
{
  text,
  number,  // to the right
  money,   // to the right, as the language writes amounts
  state,   // in words, and coloured
  month,   // "03/2026" in French
  percent, // a fraction, to the right: 0.0005 is "0.05 %"
};

} // namespace myatlas::cli
