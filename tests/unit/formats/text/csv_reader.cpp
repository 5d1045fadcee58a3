#include <doctest/doctest.h>

#include "formats/text/csv_reader.hpp"
#include "unit/formats/file_in_memory.hpp"

using namespace myatlas;
using namespace myatlas::formats;

namespace {

CsvReader reader_of(std::string_view content, char separator = ';')
{
  CsvReader reader(*TextSource::open(file_with(content), "test", std::nullopt));
  reader.set_separator(separator);
  return reader;
}

std::vector<std::vector<std::string>> records_of(std::string_view content)
{
  CsvReader reader = reader_of(content);
  std::vector<std::vector<std::string>> records;
  while (const CsvRecord* record = *reader.next()) {
    records.emplace_back(record->cells.begin(), record->cells.end());
  }
  return records;
}

using Records = std::vector<std::vector<std::string>>;

} // namespace

TEST_CASE("records of RFC 4180")
{
  CHECK(records_of("a;b\r\n1;2\r\n") == Records{{"a", "b"}, {"1", "2"}});
  CHECK(records_of("a;b\r1;2") == Records{{"a", "b"}, {"1", "2"}});
  CHECK(records_of("a;\"b;\"\"c\"\"\r\nd\"\n") == Records{{"a", "b;\"c\"\nd"}});
  CHECK(records_of("5\" pipe;b\n") == Records{{"5\" pipe", "b"}});
  CHECK(records_of("\n;;\na\n\n") == Records{{"a"}});
  CHECK(records_of("a;\n") == Records{{"a", ""}});
}

TEST_CASE("a record knows the physical line it begins on")
{
  CsvReader reader = reader_of("h\n\"a\r\nb\rc\"\nlast\n");
  CHECK((*reader.next())->line == 1);
  CHECK((*reader.next())->line == 2);
  CHECK((*reader.next())->line == 5);
}

TEST_CASE("records across blocks are whole, wherever the block ends")
{
  for (std::size_t shift = 0; shift < 8; ++shift) {
    std::string content(TextSource::k_block - 40 + shift, 'x');
    content += ";\"é\"\"ü\n\";\"z\"\r\nlast;row\r\n";
    const Records records = records_of(content);
    REQUIRE(records.size() == 2);
    CHECK(records[0][1] == "é\"ü\n");
    CHECK(records[0][2] == "z");
    CHECK(records[1] == std::vector<std::string>{"last", "row"});
  }
}

TEST_CASE("a quote that is never closed is refused")
{
  CsvReader reader = reader_of("a\n\"b\nc\n");
  REQUIRE(reader.next());
  CHECK(reader.next().error().code == "csv.unterminated_quote");
}

TEST_CASE("what is written is read back")
{
  for (const char* text : {"plain", "with;separator", "with \"quotes\"", "two\nlines", "", "é"}) {
    CAPTURE(text);
    CHECK(records_of("a;" + csv_cell(text, ';') + "\n") == Records{{"a", text}});
  }
}

TEST_CASE("what would run as a formula is text again after a round")
{
  for (const char* text :
       {"=1+1",   "'=1+1",      "''@x", "+x",       "-x",    "@SUM(A1)",   "-12.50",
        "l'eau",  "'quoted'",   "",     "a;=1+1;b", "a,'=1", "'a;b",       "'a;''=b;",
        "\t\t=1", "a\n- b\n-c", ";=",   ",",        "=1;=2", "'=1;'=2,-3", "x,@y"}) {
    CAPTURE(text);
    CHECK(without_formula_guard(harmless_cell(text)) == text);
  }
  CHECK(harmless_cell("=1+1") == "'=1+1");
  CHECK(harmless_cell("-12.50") == "'-12.50");
  CHECK(harmless_cell("a;=1+1;b") == "'a;'=1+1;b");
  CHECK(harmless_cell("a,b; c") == "a,b; c");
  CHECK(without_formula_guard("a,'-b") == "a,'-b"); // of somebody else
}
