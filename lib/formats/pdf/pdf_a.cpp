#include "formats/pdf/pdf_a.hpp"

#include <ctime>

#include <fmt/format.h>

#include "formats/mail/markup.hpp"
#include "formats/pdf/qpdf.hpp"
#include "util/try.hpp"

namespace myatlas::formats {

namespace {

void add_number(std::string& bytes, std::uint32_t value, int size = 4)
{
  for (int shift = (size - 1) * 8; shift >= 0; shift -= 8) {
    bytes += static_cast<char>(value >> static_cast<unsigned>(shift) & 0xFFU);
  }
}

void pad(std::string& bytes)
{
  bytes.resize((bytes.size() + 3) / 4 * 4, '\0');
}

std::string d50() // the white of the profile's connection space
{
  std::string xyz;
  for (const std::uint32_t part : {0x0000F6D6U, 0x00010000U, 0x0000D32DU}) {
    add_number(xyz, part);
  }
  return xyz;
}

// A profile of grey with the curve of a screen (ICC.1:2001-04, version 2.1): its four tags and
// nothing else.
std::string grey_profile()
{
  const std::string name = "Grey, gamma 2.2";
  std::string description = std::string("desc") + std::string(4, '\0');
  add_number(description, static_cast<std::uint32_t>(name.size() + 1));
  description += name + std::string(1 + 8 + 3 + 67, '\0');
  const std::string copyright =
    std::string("text") + std::string(4, '\0') + "No copyright" + std::string(1, '\0');
  const std::string white = std::string("XYZ ") + std::string(4, '\0') + d50();
  std::string curve = std::string("curv") + std::string(4, '\0');
  add_number(curve, 1);
  add_number(curve, 0x0233, 2); // 2.2
  const std::pair<const char*, const std::string*> tags[] = {
    {"desc", &description}, {"cprt", &copyright}, {"wtpt", &white}, {"kTRC", &curve}};
  constexpr std::size_t k_header = 128, k_entry = 12;
  std::string table, data;
  add_number(table, static_cast<std::uint32_t>(std::size(tags)));
  for (const auto& [signature, content] : tags) {
    table += signature;
    add_number(table,
               static_cast<std::uint32_t>(k_header + 4 + std::size(tags) * k_entry + data.size()));
    add_number(table, static_cast<std::uint32_t>(content->size()));
    data += *content;
    pad(data);
  }
  std::string header;
  add_number(header, static_cast<std::uint32_t>(k_header + table.size() + data.size()));
  header += std::string(4, '\0') + std::string("\x02\x10\0\0", 4) + "mntrGRAYXYZ ";
  for (const std::uint32_t part : {2026U, 1U, 1U, 0U, 0U, 0U}) {
    add_number(header, part, 2);
  }
  header += "acsp" + std::string(28, '\0') + d50();
  header.resize(k_header, '\0');
  return header + table + data;
}

// The document's metadata: what it is, PDF/A-3b, and the invoice in it with the extension schema
// that describes those members.
std::string metadata(const std::string& title, const std::string& author, util::Instant created)
{
  const std::string when = util::to_rfc3339(created);
  const auto property = [](const char* name, const char* what) {
    return fmt::format(
      "<rdf:li "
      "rdf:parseType=\"Resource\"><pdfaProperty:name>{}</"
      "pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType>"
      "<pdfaProperty:category>external</pdfaProperty:category><pdfaProperty:description>{}</"
      "pdfaProperty:description></rdf:li>",
      name, what);
  };
  return fmt::format(
    "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta "
    "xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
    "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
    "<rdf:Description rdf:about=\"\" "
    "xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"><pdfaid:part>3</"
    "pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"
    "</rdf:Description>"
    "<rdf:Description rdf:about=\"\" "
    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title><rdf:Alt><rdf:li "
    "xml:lang=\"x-default\">{0}</rdf:li></rdf:Alt></dc:title>"
    "<dc:creator><rdf:Seq><rdf:li>{1}</rdf:li></rdf:Seq></dc:creator></rdf:Description>"
    "<rdf:Description rdf:about=\"\" "
    "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"><xmp:CreatorTool>myatlas</"
    "xmp:CreatorTool><xmp:CreateDate>{2}</xmp:CreateDate>"
    "</rdf:Description>"
    "<rdf:Description rdf:about=\"\" "
    "xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" "
    "xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" "
    "xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/"
    "property#\"><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaSchema:schema>Factur-X PDFA Extension "
    "Schema</"
    "pdfaSchema:schema><pdfaSchema:namespaceURI>urn:factur-x:pdfa:CrossIndustryDocument:invoice:"
    "1p0#"
    "</pdfaSchema:namespaceURI><pdfaSchema:prefix>fx</"
    "pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>{3}{4}{5}{6}</rdf:Seq></pdfaSchema:property></"
    "rdf:li>"
    "</rdf:Bag></pdfaExtension:schemas></rdf:Description>"
    "<rdf:Description rdf:about=\"\" "
    "xmlns:fx=\"urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#\"><fx:DocumentType>INVOICE</"
    "fx:DocumentType>"
    "<fx:DocumentFileName>factur-x.xml</fx:DocumentFileName><fx:Version>1.0</"
    "fx:Version><fx:ConformanceLevel>EN 16931</fx:ConformanceLevel></rdf:Description>"
    "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>",
    escaped_markup(title), escaped_markup(author), when,
    property("DocumentFileName", "name of the embedded XML invoice file"),
    property("DocumentType", "INVOICE"), property("Version", "version of the Factur-X standard"),
    property("ConformanceLevel", "profile of the XML invoice"));
}

// The document, opened to be added to.
class Document : QpdfDocument
{
public:
  using QpdfDocument::QpdfDocument;

  bool open(const std::string& bytes)
  {
    return (m.read(m_data, "page", bytes.data(), bytes.size(), nullptr) & QPDF_ERRORS) == 0;
  }
  qpdf_oh root() { return m.root(m_data); }
  qpdf_oh parsed(const std::string& text) { return m.parse(m_data, text.c_str()); }
  void put(qpdf_oh dictionary, const char* key, qpdf_oh value)
  {
    m.put(m_data, dictionary, key, value);
  }
  qpdf_oh dictionary_of(qpdf_oh stream) { return m.dictionary(m_data, stream); }

  qpdf_oh stream(const std::string& bytes)
  {
    const qpdf_oh made = m.new_stream(m_data);
    m.stream_data(m_data, made, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                  m.null(m_data), m.null(m_data));
    return made;
  }

  void append(qpdf_oh array, qpdf_oh item) { m.append(m_data, array, item); }
  qpdf_oh indirect(qpdf_oh object) { return m.indirect(m_data, object); }

  std::string written()
  {
    if ((m.begin_write(m_data) & QPDF_ERRORS) != 0) {
      return {};
    }
    m.same_id(m_data, QPDF_TRUE);
    m.version(m_data, "1.7");
    m.object_streams(m_data, qpdf_o_disable);
    if ((m.write(m_data) & QPDF_ERRORS) != 0) {
      return {};
    }
    return {reinterpret_cast<const char*>(m.buffer(m_data)), m.length(m_data)};
  }
};

std::string pdf_date(util::Instant instant)
{
  const auto seconds = static_cast<std::time_t>(instant.micros / util::k_second);
  std::tm utc = {};
  ::gmtime_r(&seconds, &utc);
  return fmt::format("(D:{:04}{:02}{:02}{:02}{:02}{:02}Z)", utc.tm_year + 1900, utc.tm_mon + 1,
                     utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec);
}

} // namespace

util::Result<std::string> as_factur_x(const std::string& pdf, const std::string& xml,
                                      const std::string& title, const std::string& author,
                                      util::Instant created)
{
  TRY_ASSIGN(const QpdfLibrary* library, load_qpdf());
  Document document(*library);
  if (!document.open(pdf)) {
    return util::Error{"pdf.failed", {"qpdf"}};
  }
  const qpdf_oh embedded = document.stream(xml);
  document.put(document.dictionary_of(embedded), "/Type", document.parsed("/EmbeddedFile"));
  document.put(document.dictionary_of(embedded), "/Subtype", document.parsed("/text#2fxml"));
  document.put(
    document.dictionary_of(embedded), "/Params",
    document.parsed(fmt::format("<< /ModDate {} /Size {} >>", pdf_date(created), xml.size())));
  const qpdf_oh streams = document.parsed("<< >>"), names = document.parsed("[(factur-x.xml)]"),
                files = document.parsed("<< >>"), tree = document.parsed("<< >>");
  document.put(streams, "/F", embedded);
  document.put(streams, "/UF", embedded);
  const qpdf_oh file =
    document.indirect(document.parsed("<< /Type /Filespec /F (factur-x.xml) /UF (factur-x.xml) "
                                      "/Desc (Factur-X) /AFRelationship /Alternative >>"));
  document.put(file, "/EF", streams);
  document.append(names, file);
  document.put(files, "/Names", names);
  document.put(tree, "/EmbeddedFiles", files);
  document.put(document.root(), "/Names", tree);
  const qpdf_oh associated = document.parsed("[]");
  document.append(associated, file);
  document.put(document.root(), "/AF", associated);
  const qpdf_oh about = document.stream(metadata(title, author, created));
  document.put(document.dictionary_of(about), "/Type", document.parsed("/Metadata"));
  document.put(document.dictionary_of(about), "/Subtype", document.parsed("/XML"));
  document.put(document.root(), "/Metadata", about);
  const qpdf_oh profile = document.stream(grey_profile()), intents = document.parsed("[]");
  document.put(document.dictionary_of(profile), "/N", document.parsed("1"));
  const qpdf_oh intent =
    document.parsed("<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (Grey) /Info "
                    "(Grey, gamma 2.2) >>");
  document.put(intent, "/DestOutputProfile", profile);
  document.append(intents, intent);
  document.put(document.root(), "/OutputIntents", intents);
  document.put(document.root(), "/Lang", document.parsed("(fr-FR)"));
  std::string bytes = document.written();
  return bytes.empty() ? util::Result<std::string>(util::Error{"pdf.failed", {"qpdf"}})
                       : util::Result<std::string>(std::move(bytes));
}

} // namespace myatlas::formats
