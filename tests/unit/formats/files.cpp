#include <doctest/doctest.h>

#include <sys/mman.h>
#include <unistd.h>

#include "formats/einvoice/pdf_attachment.hpp"
#include "formats/json/json.hpp"
#include "formats/mail/mime.hpp"
#include "formats/tables/rows.hpp"
#include "formats/text/cells.hpp"
#include "formats/text/csv_reader.hpp"
#include "formats/text/encoding.hpp"
#include "formats/text/sniff.hpp"
#include "util/digest.hpp"
#include "util/text.hpp"

using namespace myatlas;
using namespace myatlas::formats;

namespace {

util::FileHandle file_of(std::string_view content)
{
  util::FileHandle file(::memfd_create("test", 0));
  REQUIRE(::write(file.get(), content.data(), content.size()) ==
          static_cast<ssize_t>(content.size()));
  return file;
}

CsvReader reader_of(std::string_view content, char separator = ';')
{
  CsvReader reader(*TextSource::open(file_of(content), "test", std::nullopt));
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

// The text of a source to its end, begun again where it was taken for UTF-8 and is not.
std::string text_of(TextSource& source)
{
  std::string text;
  while (*source.read(text)) {
  }
  if (source.misjudged()) {
    source = *source.reopened();
    return text_of(source);
  }
  return text;
}

TEST_CASE("a file is read to its end, whatever part of a block it fills")
{
  for (const std::size_t size : {1UL, 4095UL, 4096UL, 4097UL, TextSource::k_block - 1,
                                 TextSource::k_block, TextSource::k_block + 1}) {
    for (const auto& [end, encoding, told] : {std::tuple("x", Encoding::utf_8, "x"),
                                              {"\xE9", Encoding::windows_1252, "é"},
                                              {"\xC3", Encoding::windows_1252, "Ã"}}) {
      CAPTURE(size);
      const std::string before(size - 1, 'x');
      TextSource source = *TextSource::open(file_of(before + end), "t", {});
      CHECK(text_of(source) == before + told);
      CHECK(source.inspection().bytes == size);
      CHECK(source.inspection().encoding == encoding);
      CHECK(source.inspection().digest == "sha256:" + util::sha256_hex(before + end));
    }
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

TEST_CASE("encodings are found out, and written back")
{
  CHECK(TextSource::open(file_of("h\n\xE9\n"), "t", {})->inspection().encoding ==
        Encoding::windows_1252);
  CHECK(TextSource::open(file_of("h\né\n"), "t", {})->inspection().encoding == Encoding::utf_8);
  CHECK(
    TextSource::open(file_of(std::string_view("\xFF\xFEh\0", 4)), "t", {})->inspection().encoding ==
    Encoding::utf_16le);
  std::string decoded;
  Decoder(Encoding::windows_1252).decode("\x80\xE9\x9C", decoded);
  CHECK(decoded == "€éœ");
  CHECK(encode(decoded, Encoding::windows_1252) == "\x80\xE9\x9C");
  decoded.clear();
  Decoder(Encoding::iso_8859_15).decode("\xA4\xBD", decoded);
  CHECK(decoded == "€œ");
  Decoder wide(Encoding::utf_16le);
  decoded.clear();
  wide.decode(std::string_view("\x3D\xD8\x00", 3), decoded); // a pair cut between blocks
  wide.decode(std::string_view("\xDE"
                               "e\0",
                               3),
              decoded);
  CHECK(decoded == "\xF0\x9F\x98\x80"
                   "e");
  CHECK(encode("é", Encoding::utf_16be) == std::string_view("\0\xE9", 2));
}

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

TEST_CASE("a workbook with a password is called one")
{
  std::string container = "\xD0\xCF\x11\xE0" + std::string(700, '\0');
  CHECK(foreign_file(container, "f")->code == "file.old_workbook");
  for (const char c : std::string_view("EncryptedPackage")) {
    container += {c, '\0'};
  }
  CHECK(foreign_file(container, "f")->code == "file.locked_workbook");
}

TEST_CASE("an encoding is told by the words it makes")
{
  const auto in = [](const char* text, Encoding encoding) { return encode(text, encoding); };
  for (const char* text : {"Café de Mérignac\n", "SOCIÉTÉ DE CONSEIL À ORLÉANS\n",
                           "Hélène, où êtes-vous ? Noël à Béziers, maïs\n", "Élodie\n"}) {
    for (const Encoding encoding : {Encoding::windows_1252, Encoding::mac_roman, Encoding::cp850}) {
      CAPTURE(text);
      CAPTURE(to_text(encoding));
      CHECK(guess_french(in(text, encoding)) == encoding);
    }
  }
  CHECK(guess_french(in("L’œuvre « complète » – 5 €\n", Encoding::windows_1252)) ==
        Encoding::windows_1252);
  CHECK(guess_french("100 \x80\n") == Encoding::windows_1252);
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

TEST_CASE("JSON is read with guards")
{
  CHECK(parse_json(std::string_view("{}\0\xEE", 4)).error().code == "json.syntax");
  CHECK(parse_json(R"({"a": 1, "a": 2})").error().code == "json.twice");
  CHECK(parse_json(std::string(100'000, '[')).error().code == "json.deep");
  CHECK(parse_json("{\n\n,}").error().where.line == 3);
  std::string many;
  for (int i = 0; i < 257; ++i) {
    many += (i == 0 ? "{\"" : ",\"") + std::to_string(i) + "\":1";
  }
  CHECK(parse_json(many + "}").error().code == "json.members");
  CHECK(json_text(Json("\x7F\xC2\x9B\xE2\x80\xAE\xC3\xA9")) == "\"\\u007f\\u009b\\u202e\xC3\xA9\"");
  CHECK(parse_json(std::string(k_most_json_bytes + 1, ' ')).error().code == "json.large");
  CHECK(parse_json(R"({"a": {"b": 1}, "c": {"b": 2}})"));
}

TEST_CASE("a PDF is refused alike in a process of its own and in this one")
{
  for (const char* pdf :
       {"%PDF-1.4\n", "%PDF-1.4\n1 0 obj<</Names 1 0 R>>endobj\ntrailer<</Root 1 0 R>>\n", ""}) {
    CAPTURE(pdf);
    const auto bounded = invoice_xml_in(pdf), unbounded = unbounded_invoice_xml_in(pdf);
    REQUIRE(!bounded);
    REQUIRE(!unbounded);
    CHECK(bounded.error().code == unbounded.error().code);
    CHECK(bounded.error().code != "pdf.costly");
  }
}

TEST_CASE("a letter's headers and body survive the post")
{
  const std::string eml = to_eml(
    {"id", "a@b.fr", "Activez votre compte é à ü " + std::string(80, 'x'), "é = 1\nfin ", {}});
  CHECK(eml.find("Subject: =?UTF-8?Q?") != std::string::npos);
  CHECK(eml.find("=C3=A9 =3D 1\r\nfin=20") != std::string::npos);
  for (const std::string_view row : util::split(eml, '\n')) {
    CHECK(row.size() <= 78);
  }
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
