#include <doctest/doctest.h>

#include <random>

#include "formats/tables/header.hpp"
#include "formats/tables/rows.hpp"
#include "formats/text/csv_reader.hpp"
#include "unit/formats/file_in_memory.hpp"

using namespace myatlas;
using namespace myatlas::formats;

namespace {

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
  std::string text = r.siret ? r.siret->digits() : "-";
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

TEST_CASE("a file name stays in its folder")
{
  CHECK(safe_file_name("facture.pdf"));
  CHECK(safe_file_name("mars/facture.pdf"));
  for (const char* wrong :
       {"../x.pdf", "/etc/passwd", "C:\\x.pdf", "a/../../b", "http://x/y", "a//b", "a\nb"}) {
    CAPTURE(wrong);
    CHECK(safe_file_name(wrong).error().code == "path.unsafe");
  }
}
