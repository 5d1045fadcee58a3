#include <doctest/doctest.h>

#include <functional>

#include "formats/tables/column_spec.hpp"
#include "formats/tables/columns.hpp"
#include "formats/tables/json_table.hpp"
#include "formats/tables/table_writer.hpp"
#include "formats/tables/workbook.hpp"
#include "formats/tables/workbook_writer.hpp"
#include "unit/formats/file_in_memory.hpp"

using namespace myatlas;
using namespace myatlas::formats;

namespace {

std::string written(const std::function<void(TableWriter&)>& fill, FileKind kind,
                    std::unique_ptr<TableWriter> (*make)(std::vector<ColumnSpec>, ByteSink))
{
  std::string bytes;
  const auto columns = columns_of(kind);
  const auto writer = make({columns.begin(), columns.end()}, [&](std::string_view part) {
    bytes += part;
    return true;
  });
  fill(*writer);
  REQUIRE(writer->end());
  return bytes;
}

} // namespace

TEST_CASE("rows written out are read back, as CSV, JSON lines and a workbook")
{
  const auto fill = [](TableWriter& writer) {
    const TableCell cells[] = {std::string_view("A1"),
                               std::int64_t{380129866000014},
                               std::string_view("=HYPERLINK(\"x\")"),
                               std::string_view(),
                               std::string_view("2; rue\nX"),
                               std::string_view("01000"),
                               std::string_view("é"),
                               std::string_view("6201Z"),
                               std::string_view("0787"),
                               std::int64_t{7},
                               std::int64_t{-1},
                               std::string_view("F")};
    REQUIRE(writer.row(cells));
  };
  const std::string csv = written(fill, FileKind::establishments, make_csv_writer);
  CHECK(csv.find(";'=HYPERLINK") == csv.npos); // it is quoted, and guarded inside
  CHECK(csv.find("\"'=HYPERLINK(\"\"x\"\")\";;\"2; rue\nX\";01000;é;6201Z;0787;7;-0,01;F\r\n") !=
        csv.npos);
  const std::string lines = written(fill, FileKind::establishments, make_json_lines_writer);
  CHECK(content_of(*json_lines_as_csv(file_with(lines), "t"))
          .find("\"=HYPERLINK(\"\"x\"\")\";;\"2; rue\nX\";01000;é;6201Z;0787;7;-0.01;F\n") !=
        std::string::npos);
  std::string book;
  const auto columns = columns_of(FileKind::establishments);
  auto writer = *make_workbook_writer({columns.begin(), columns.end()}, util::Instant{0},
                                      [&](std::string_view part) {
                                        book += part;
                                        return true;
                                      });
  fill(*writer);
  REQUIRE(writer->end());
  CHECK(is_workbook(file_with(book)));
  CHECK(content_of(workbook_as_csv(file_with(book), "t", FileKind::establishments)->file)
          .find(";01000;é;6201Z;0787;7;-0.01;F\n") != std::string::npos);
}
