#include <doctest/doctest.h>

#include "formats/text/cells.hpp"
#include "formats/text/csv_options.hpp"

using namespace myatlas;
using namespace myatlas::formats;

TEST_CASE("amounts in each French spelling")
{
  std::optional<DecimalMark> seen;
  for (const char* text : {"1234,56", "1 234,56",
                           "1\xC2\xA0"
                           "234,56",
                           "1\xE2\x80\xAF"
                           "234,56 €",
                           "1.234,56", "1'234.56", "1234.56 EUR", "+1234,56"}) {
    CAPTURE(text);
    CHECK(amount_cell(text, {}, seen)->text() == "1234.56");
  }
  for (const char* text : {"-1 234,56", "1 234,56-", "(1 234,56)"}) {
    CAPTURE(text);
    CHECK(amount_cell(text, {}, seen)->text() == "-1234.56");
  }
  CHECK(amount_cell("1.234", {}, seen).error().code == "amount.ambiguous");
  CHECK(amount_cell("1,234", {}, seen).error().code == "amount.ambiguous");
  CHECK(amount_cell("1,234.56", {}, seen).error().code == "amount.ambiguous");
  CHECK(amount_cell("1.234", DecimalMark::comma, seen)->text() == "1234.00");
  CHECK(amount_cell("1,234.56", DecimalMark::point, seen)->text() == "1234.56");
  CHECK(amount_cell("1,2E+3", {}, seen).error().code == "amount.scientific");
  CHECK(amount_cell("1,234,567.89", {}, seen)->text() == "1234567.89"); // one way only
  CHECK(amount_cell("\u2212"
                    "5,00",
                    {}, seen)
          ->text() == "-5.00");
  for (const char* text : {"1 23 456,78", "1234 567,00", "12 345 6,00", "1 234,5 6", "1'23.45"}) {
    CAPTURE(text);
    CHECK(amount_cell(text, {}, seen).error().code == "amount.form");
  }
  CHECK(amount_cell("500,000", DecimalMark::comma, seen).error().code == "amount.precision");
  CHECK(whole_cell("1 25").error().code == "integer.form");
  CHECK(*whole_cell("1 250") == 1250);
}

TEST_CASE("a date without signs is read with its year first, and called what it is otherwise")
{
  CHECK(date_cell("20260228", DateOrder::dmy)->text() == "2026-02-28");
  CHECK(date_cell("28022026", DateOrder::dmy).error().code == "date.day_first");
  CHECK(date_cell("99999999", DateOrder::dmy).error().code == "date.none");
  CHECK(date_cell("14/05/1785", DateOrder::dmy).error().code == "date.year");
}

TEST_CASE("dates in each French spelling")
{
  for (const char* text : {"28/02/2026", "2026-02-28", "28-02-2026", "28.02.2026", "20260228",
                           "2026-02-28 00:00:00"}) {
    CAPTURE(text);
    CHECK(date_cell(text, DateOrder::dmy)->text() == "2026-02-28");
  }
  CHECK(date_cell("02/28/2026", DateOrder::mdy)->text() == "2026-02-28");
  CHECK(date_cell("28/02-2026", DateOrder::dmy).error().code == "date.form");
}

TEST_CASE("a headcount has the mark of amounts, and is cut to hundredths")
{
  CHECK(*headcount_cell("10,5", {}) == 1050);
  CHECK(*headcount_cell("1 200", {}) == 120'000);
  CHECK(*headcount_cell("10,5559", {}) == 1055);
  for (const char* text : {"10,555", "10.555", "1,000", "1,234.5"}) {
    CAPTURE(text);
    CHECK(headcount_cell(text, {}).error().code == "amount.ambiguous");
    CHECK(headcount_cell(text, {}).error().args[0] == text);
  }
  CHECK(*headcount_cell("10,555", DecimalMark::comma) == 1055);
  CHECK(*headcount_cell("12,000", DecimalMark::comma) == 1200);
  CHECK(*headcount_cell("10,555", DecimalMark::point) == 1'055'500);
  CHECK(headcount_cell("10,5", DecimalMark::point).error().args[0] == "10,5");
  CHECK(headcount_cell("1,2,3", {}).error().code == "headcount.form");
}
