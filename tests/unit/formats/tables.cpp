#include <doctest/doctest.h>

#include <random>

#include <sys/mman.h>
#include <unistd.h>

#include "formats/tables/header.hpp"
#include "formats/tables/json_table.hpp"
#include "formats/tables/rows.hpp"
#include "formats/tables/table_writer.hpp"
#include "formats/tables/workbook.hpp"
#include "formats/tables/workbook_values.hpp"
#include "formats/tables/workbook_writer.hpp"
#include "formats/text/csv_reader.hpp"
#include "formats/text/fast_cells.hpp"

using namespace myatlas;
using namespace myatlas::formats;

namespace {

util::FileHandle file_with(std::string_view content)
{
  util::FileHandle file(::memfd_create("test", 0));
  REQUIRE(util::write_through(file, content));
  return file;
}

std::string content_of(const util::FileHandle& file)
{
  ::lseek(file.get(), 0, SEEK_SET);
  return *util::read_whole(file, "test", 1 << 26);
}

// Cells of every kind met, good, odd and wrong, put together at random.
class Corpus
{
public:
  std::string record(std::size_t cells)
  {
    std::string text;
    for (std::size_t i = 0; i < cells; ++i) {
      text += (i == 0 ? "" : ";") + pick();
    }
    return text;
  }

private:
  std::string pick()
  {
    static const std::vector<std::string> k_cells = {"",
                                                     " ",
                                                     "73282932000074",
                                                     "88087814500015",
                                                     "35600000000048",
                                                     "732 829 320 00074",
                                                     "'73282932000074",
                                                     "=\"73282932000074\"",
                                                     "7,32829E+13",
                                                     "0732829320007",
                                                     "73282932000075",
                                                     "1234,56",
                                                     "1234.56",
                                                     "1 234,56 €",
                                                     "1\u202f234,56",
                                                     "1.234",
                                                     "1,234",
                                                     "-5,00",
                                                     "(12,50)",
                                                     "12,345",
                                                     "0,5",
                                                     "00012,00",
                                                     "9999999999,99",
                                                     "123456789,01",
                                                     "12,",
                                                     ",5",
                                                     "75008",
                                                     "1000",
                                                     "98999",
                                                     "99000",
                                                     "2A004",
                                                     "75 008",
                                                     "6201Z",
                                                     "62.01Z",
                                                     "6201z",
                                                     "9999Z",
                                                     "1486",
                                                     "787",
                                                     "00787",
                                                     "12",
                                                     "-3",
                                                     "1 250",
                                                     "12.0",
                                                     "999999999",
                                                     "9999999999",
                                                     "ALTÉA",
                                                     "l\u2019Église",
                                                     "a\u200eb",
                                                     "tab\there",
                                                     "\"a;b\"",
                                                     "\"a\nb\"",
                                                     "\"x\"\"y\"",
                                                     "=1+1",
                                                     "'=1+1",
                                                     "@x",
                                                     "28/02/2026",
                                                     "2026-02-28",
                                                     "31/02/2026",
                                                     "02/13/2026",
                                                     "28-02-2026",
                                                     "20260228",
                                                     "28/02/26",
                                                     "46000",
                                                     "28/02/2026 00:00:00",
                                                     "FR7630006000011234567890189",
                                                     "FR7630006000011234567890188",
                                                     "FR76 3000 6000 0112 3456 7890 189",
                                                     "DE89370400440532013000",
                                                     "20",
                                                     "20,00",
                                                     "5,5",
                                                     "100,01",
                                                     "FA-1",
                                                     "fa-1",
                                                     "D20260000001",
                                                     "d20260000001",
                                                     "../x.pdf",
                                                     "a.pdf",
                                                     "[ND]",
                                                     "A",
                                                     "F",
                                                     "fermé",
                                                     std::string(300, 'x'),
                                                     "é",
                                                     "€"};
    return k_cells[m_random() % k_cells.size()];
  }

  std::mt19937 m_random{20261124};
};

std::string told(const RowProblems& problems)
{
  std::string text;
  for (const auto* list : {&problems.errors, &problems.warnings}) {
    for (const CellProblem& problem : *list) {
      text += std::to_string(problem.column) + " " + problem.value + " " + problem.error.code + "|";
    }
    text += "/";
  }
  return text;
}

std::string told(const std::optional<domain::Money>& amount)
{
  return amount ? amount->text() : "-";
}

std::string told(const EstablishmentRow& r)
{
  std::string text = std::to_string(r.siret);
  for (const std::string_view part :
       {r.code, r.name, r.sign, r.address, r.postcode, r.town, r.naf, r.idcc, r.state}) {
    text += "|" + std::string(part);
  }
  return text + "|" + std::to_string(r.headcount.value_or(-1)) + "|" + told(r.payroll);
}

std::string told(const InvoiceRow& r)
{
  std::string text;
  for (const std::string_view part : {r.number, r.request, r.iban, r.file}) {
    text += "|" + std::string(part);
  }
  text += (r.issuer ? r.issuer->digits() : "-") + "|" + (r.date ? r.date->text() : "-");
  return r.amounts
           ? text + told(r.amounts->without_tax) + told(r.amounts->tax) + told(r.amounts->with_tax)
           : text;
}

// Reads the same made-up file by both paths and compares all that comes of it.
template <typename Read>
void compare_paths(FileKind kind, Read read)
{
  Corpus corpus;
  std::string titles, content;
  for (const ColumnSpec& column : columns_of(kind)) {
    titles += (titles.empty() ? "" : ";") + std::string(column.name);
  }
  content = titles + "\n";
  for (int i = 0; i < 20'000; ++i) {
    content += corpus.record(columns_of(kind).size()) + "\n";
  }
  for (const CsvOptions& options :
       {CsvOptions{}, CsvOptions{{}, {}, DecimalMark::comma, DateOrder::mdy}}) {
    CsvReader reader(*TextSource::open(file_with(content), "fuzz", Encoding::utf_8));
    char separator = ';';
    const Header header = *begin_file(reader, kind, options, separator);
    RowReader fast(kind, header, options), plain(kind, header, options, RowReader::Path::plain);
    std::size_t good = 0;
    while (const CsvRecord* record = *reader.next()) {
      RowProblems by_fast, by_plain;
      const std::string a = read(fast, *record, by_fast), b = read(plain, *record, by_plain);
      REQUIRE(a == b);
      REQUIRE(told(by_fast) == told(by_plain));
      REQUIRE(fast.decimal_seen() == plain.decimal_seen());
      good += by_fast.errors.empty() ? 1 : 0;
    }
    CHECK(good < 20'000);
  }
}

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

TEST_CASE("the fast path and the plain one read the same out of every cell")
{
  compare_paths(FileKind::establishments,
                [](RowReader& rows, const CsvRecord& record, RowProblems& problems) {
                  return told(rows.establishment(record, problems));
                });
  compare_paths(FileKind::invoices,
                [](RowReader& rows, const CsvRecord& record, RowProblems& problems) {
                  return told(rows.invoice(record, problems));
                });
}

TEST_CASE("a cell ends where it ends, at every distance from sixteen bytes")
{
  for (std::size_t size = 0; size < 70; ++size) {
    for (const char end : {';', '\n', '\r'}) {
      const std::string text = std::string(size, 'x') + end + "yyyyyyyyyyyyyyyyyyyyyy";
      CHECK(fast::cell_end(text.data(), text.data() + text.size(), ';') == text.data() + size);
    }
    const std::string open(size, 'x');
    CHECK(fast::cell_end(open.data(), open.data() + size, ';') == open.data() + size);
  }
}

TEST_CASE("text that turns out not to be UTF-8 late is begun again as Windows-1252")
{
  // More than is read ahead: it is found out while somebody reads, not before.
  const std::string ascii(8 * TextSource::k_block, 'x');
  TextSource source = *TextSource::open(file_with("h\n" + ascii + "\n\xE9\n"), "late", {});
  std::string text;
  while (*source.read(text)) {
  }
  REQUIRE(source.misjudged());
  TextSource again = *source.reopened();
  text.clear();
  while (*again.read(text)) {
  }
  CHECK_FALSE(again.misjudged());
  CHECK(text.ends_with("é\n"));
  CHECK(again.inspection().encoding == Encoding::windows_1252);
  CHECK(again.inspection().digest == *digest_of(file_with("h\n" + ascii + "\n\xE9\n"), "late"));
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

TEST_CASE("the public files' headers say all that is needed, without a warning")
{
  const std::vector<std::string> sirene = {"siren",
                                           "nic",
                                           "siret",
                                           "statutDiffusionEtablissement",
                                           "trancheEffectifsEtablissement",
                                           "complementAdresseEtablissement",
                                           "numeroVoieEtablissement",
                                           "typeVoieEtablissement",
                                           "libelleVoieEtablissement",
                                           "codePostalEtablissement",
                                           "libelleCommuneEtablissement",
                                           "libelleVoie2Etablissement",
                                           "etatAdministratifEtablissement",
                                           "enseigne1Etablissement",
                                           "denominationUsuelleEtablissement",
                                           "activitePrincipaleEtablissement",
                                           "nomenclatureActivitePrincipaleEtablissement",
                                           "activitePrincipaleNAF25Etablissement"};
  const Header header = *read_header(FileKind::establishments, sirene);
  CHECK(header.unknown.empty());
  CHECK(header.address_cells.size() == 4);
  CHECK(header.siren_cell == 0);
  CHECK(header.cell_of[k_est_naf] == 15);
  CHECK(read_header(FileKind::establishments,
                    {"numeroDeclarationActivite", "siren", "siretEtablissementDeclarant",
                     "denomination", "adressePhysiqueOrganismeFormation.voie",
                     "adressePhysiqueOrganismeFormation.codeRegion",
                     "informationsDeclarees.nbStagiaires", "certifications.VAE", ""})
          ->unknown.empty());
}

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
