#include <doctest/doctest.h>

#include "formats/tables/column_spec.hpp"
#include "formats/tables/workbook.hpp"
#include "formats/tables/workbook_writer.hpp"
#include "unit/formats/file_in_memory.hpp"

using namespace myatlas;
using namespace myatlas::formats;

TEST_CASE("a damaged workbook and another archive are refused")
{
  CHECK(workbook_as_csv(file_with("PK\x03\x04 nothing"), "t", FileKind::invoices).error().code ==
        "workbook.unreadable");
  std::string book;
  REQUIRE(write_template(FileKind::companies, std::vector<std::string>(9, "note"), util::Instant{0},
                         [&](std::string_view part) {
                           book += part;
                           return true;
                         }));
  for (const std::size_t at : {book.size() / 4, book.size() / 2, book.size() - 30}) {
    std::string damaged = book;
    damaged.replace(at, 20, 20, '\xFF');
    const auto read = workbook_as_csv(file_with(damaged), "t",
                                      FileKind::companies); // or it is read, where nobody looks
    CHECK((read || read.error().code == "workbook.unreadable" ||
           read.error().code == "workbook.damaged"));
  }
  std::string bomb = book; // says that it holds 4 GiB
  const std::size_t entry = bomb.find("PK\x01\x02");
  bomb.replace(entry + 24, 4, "\xFF\xFF\xFF\xFF");
  CHECK(workbook_as_csv(file_with(bomb), "t", FileKind::companies).error().code ==
        "workbook.large");
}
