// Files of other programs: JSON, DSN, XML, PDF, workbooks, and the characters of any text file.
#include <algorithm>
#include <string>
#include <utility>

#include <unistd.h>

#include "formats/dsn/dsn.hpp"
#include "formats/einvoice/einvoice.hpp"
#include "formats/einvoice/pdf_attachment.hpp"
#include "formats/json/forms_json.hpp"
#include "formats/json/json.hpp"
#include "formats/tables/json_table.hpp"
#include "formats/tables/workbook.hpp"
#include "formats/text/encoding.hpp"
#include "formats/xml/xml.hpp"
#include "target.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

namespace myatlas::fuzz {

namespace {

std::string decoded(formats::Encoding encoding, std::string_view bytes, std::size_t block)
{
  formats::Decoder decoder(encoding);
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += block) {
    decoder.decode(bytes.substr(at, block), text);
  }
  return text;
}

int depth_of(const formats::Json& json)
{
  int deepest = 0;
  for (const auto& item : json.is_structured() ? json : formats::Json::array()) {
    deepest = std::max(deepest, depth_of(item));
  }
  return json.is_structured() ? deepest + 1 : 0;
}

// Whether well-formed XML declares a document type: outside what only looks like one, in comments,
// instructions and character data.
bool has_document_type(std::string_view xml)
{
  constexpr std::pair<std::string_view, std::string_view> k_aside[] = {
    {"<!--", "-->"}, {"<?", "?>"}, {"<![CDATA[", "]]>"}};
  while (!xml.empty()) {
    if (xml.starts_with("<!DOCTYPE")) {
      return true;
    }
    const auto* aside = std::ranges::find_if(
      k_aside, [&](const auto& marks) { return xml.starts_with(marks.first); });
    const std::size_t end =
      aside == std::end(k_aside) ? 1 : xml.find(aside->second, aside->first.size());
    xml.remove_prefix(std::min(end, xml.size()));
  }
  return false;
}

} // namespace

void read_encoding(std::string_view bytes)
{
  using formats::Encoding;
  for (const Encoding encoding :
       {Encoding::windows_1252, Encoding::iso_8859_15, Encoding::utf_16le, Encoding::utf_16be}) {
    const std::string whole = decoded(encoding, bytes, bytes.size() + 1);
    demand(whole == decoded(encoding, bytes, 1), "blocks make no difference");
    demand(util::is_utf8(whole), "what is decoded is UTF-8");
    const std::string back = formats::encode(whole, encoding);
    demand(decoded(encoding, back, back.size() + 1).size() <= whole.size(),
           "what is encoded comes back, or '?' for what is lacking");
  }
}

void read_json(std::string_view bytes)
{
  const auto json = formats::parse_json(bytes);
  reach_result(json);
  if (!json) {
    return;
  }
  demand(depth_of(*json) <= formats::k_most_json_depth, "the depth is bounded");
  const std::string text = json->dump();
  const auto again = formats::parse_json(text);
  demand(again && again->dump() == text, "JSON that is written reads the same");
  reach_result(formats::read_request(bytes));
  reach_result(formats::read_payrolls(bytes));
}

void read_declaration(std::string_view bytes)
{
  reach_result(formats::read_dsn(bytes, "fuzz"));
}

// A PDF is the other target's: here it would be read in another process, where nothing is counted
// or seen to crash.
void read_xml(std::string_view bytes)
{
  if (formats::is_pdf(bytes)) {
    return;
  }
  const auto invoice = formats::read_einvoice(bytes, formats::XmlReading::here);
  reach_result(invoice);
  demand(!invoice || !has_document_type(bytes), "a document type is refused");
  if (invoice) {
    (void)formats::to_json(*invoice).dump();
    (void)formats::einvoice_as_csv(*invoice, "f.xml", "");
  }
}

void read_pdf(std::string_view bytes)
{
  const auto xml = formats::unbounded_invoice_xml_in(bytes);
  reach_result(xml);
  demand(!xml || xml->size() <= formats::k_most_xml_bytes, "what is unpacked is bounded");
  if (xml) {
    read_xml(*xml);
  }
}

namespace {

std::string whole(const util::FileHandle& file)
{
  ::lseek(file.get(), 0, SEEK_SET);
  return *util::read_whole(file, "fuzz", std::size_t{1} << 30U);
}

} // namespace

void read_workbook(std::string_view bytes)
{
  const util::FileHandle into = *util::unnamed_file();
  const auto converted =
    formats::unbounded_workbook_as_csv(bytes, formats::FileKind::invoices, {}, into);
  reach_result(converted);
  constexpr std::uint64_t k_most_times = 1032; // what deflate can make of a byte
  demand(util::size_of(into) <= (32U << 20U) + 8 * k_most_times * bytes.size(),
         "what a sheet becomes is bounded by the file");
}

void read_json_lines(std::string_view bytes)
{
  const util::FileHandle file = *util::unnamed_file();
  demand(bool(util::write_through(file, bytes)), "a file can be written");
  const auto csv = formats::json_lines_as_csv(file, "fuzz");
  reach_result(csv);
  demand(!csv || util::is_utf8(whole(*csv)), "what JSON becomes is UTF-8");
}

} // namespace myatlas::fuzz
