#include <doctest/doctest.h>

#include "formats/tables/workbook_values.hpp"

using namespace myatlas;
using namespace myatlas::formats;

TEST_CASE("numbers of a workbook are what Excel shows")
{
  CHECK(digits_of(1440.0000000000002) == "1440");
  CHECK(digits_of(0.1 + 0.2) == "0.3");
  CHECK(digits_of(73282932000074) == "73282932000074");
  CHECK(digits_of(1.234) == "1.2340");
  CHECK(digits_of(1e20) == "100000000000000000000");
  CHECK(date_of(46000, false) == "2025-12-09");
  CHECK(date_of(44538, true) == "2025-12-09");
  CHECK(date_of(59, false) == "59");
  CHECK(is_percent_format("0.00%"));
  CHECK_FALSE(is_percent_format("0\"%\""));
  CHECK(without_escapes("A_x000D_\nB_x0041_") == "A\nBA");
  CHECK(without_escapes("_xD83D__xDE00_") == "\xF0\x9F\x98\x80");
  CHECK(without_escapes("_xD83D_ _xDE00_") == "\xEF\xBF\xBD \xEF\xBF\xBD");
}
