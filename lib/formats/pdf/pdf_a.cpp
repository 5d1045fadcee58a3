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

// A text of a tag of the profile, behind its type.
std::string tag_of(const char* type, const std::string& content)
{
  return type + std::string(4, '\0') + content;
}

std::string description_of(const std::string& name)
{
  std::string content;
  add_number(content, static_cast<std::uint32_t>(name.size() + 1));
  return tag_of("desc", content + name + std::string(1 + 8 + 3 + 67, '\0'));
}

std::string curve_of_screen()
{
  std::string content;
  add_number(content, 1);
  add_number(content, 0x0233, 2); // 2.2
  return tag_of("curv", content);
}

constexpr std::size_t k_profile_header = 128;

std::string profile_header(std::size_t behind)
{
  std::string header;
  add_number(header, static_cast<std::uint32_t>(k_profile_header + behind));
  header += std::string(4, '\0') + std::string("\x02\x10\0\0", 4) + "mntrGRAYXYZ ";
  constexpr std::uint32_t k_made[] = {2026, 1, 1, 0, 0, 0};
  for (const std::uint32_t part : k_made) {
    add_number(header, part, 2);
  }
  header += "acsp" + std::string(28, '\0') + d50();
  header.resize(k_profile_header, '\0');
  return header;
}

constexpr std::size_t k_tags = 4;

// The table of a profile's tags, and their data behind it.
class ProfileTags
{
public:
  ProfileTags() { add_number(m_table, k_tags); }

  void add(const char* signature, const std::string& content)
  {
    constexpr std::size_t k_entry = 12, k_data = k_profile_header + 4 + k_tags * k_entry;
    m_table += signature;
    add_number(m_table, static_cast<std::uint32_t>(k_data + m_data.size()));
    add_number(m_table, static_cast<std::uint32_t>(content.size()));
    m_data += content;
    pad(m_data);
  }

  std::string profile() const
  {
    return profile_header(m_table.size() + m_data.size()) + m_table + m_data;
  }

private:
  std::string m_table, m_data;
};

// A profile of grey with the curve of a screen (ICC.1:2001-04, version 2.1): its four tags and
// nothing else.
std::string grey_profile()
{
  ProfileTags tags;
  tags.add("desc", description_of("Grey, gamma 2.2"));
  tags.add("cprt", tag_of("text", "No copyright" + std::string(1, '\0')));
  tags.add("wtpt", tag_of("XYZ ", d50()));
  tags.add("kTRC", curve_of_screen());
  return tags.profile();
}

// One of the members that say which invoice is in the document.
std::string described(const char* name, const char* what)
{
  return fmt::format(
    "<rdf:li "
    "rdf:parseType=\"Resource\"><pdfaProperty:name>{}</"
    "pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType>"
    "<pdfaProperty:category>external</pdfaProperty:category><pdfaProperty:description>{}</"
    "pdfaProperty:description></rdf:li>",
    name, what);
}

// Of title, author, instant, and the members above.
constexpr const char k_metadata[] =
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
  "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>";

// The document's metadata: what it is, PDF/A-3b, and the invoice in it with the extension schema
// that describes those members.
std::string metadata(const std::string& title, const std::string& author, util::Instant created)
{
  return fmt::format(
    k_metadata, escaped_markup(title), escaped_markup(author), util::to_rfc3339(created),
    described("DocumentFileName", "name of the embedded XML invoice file"),
    described("DocumentType", "INVOICE"), described("Version", "version of the Factur-X standard"),
    described("ConformanceLevel", "profile of the XML invoice"));
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

// A stream of a type and, of a file, of a subtype.
qpdf_oh typed_stream(Document& document, const std::string& bytes, const char* type,
                     const char* subtype)
{
  const qpdf_oh stream = document.stream(bytes);
  document.put(document.dictionary_of(stream), "/Type", document.parsed(type));
  document.put(document.dictionary_of(stream), "/Subtype", document.parsed(subtype));
  return stream;
}

qpdf_oh embedded_file(Document& document, const std::string& xml, util::Instant created)
{
  const qpdf_oh embedded = typed_stream(document, xml, "/EmbeddedFile", "/text#2fxml");
  document.put(
    document.dictionary_of(embedded), "/Params",
    document.parsed(fmt::format("<< /ModDate {} /Size {} >>", pdf_date(created), xml.size())));
  return embedded;
}

// The file that the invoice is, by its specification.
qpdf_oh embedded_invoice(Document& document, const std::string& xml, util::Instant created)
{
  const qpdf_oh embedded = embedded_file(document, xml, created);
  const qpdf_oh streams = document.parsed("<< >>");
  document.put(streams, "/F", embedded);
  document.put(streams, "/UF", embedded);
  const qpdf_oh file =
    document.indirect(document.parsed("<< /Type /Filespec /F (factur-x.xml) /UF (factur-x.xml) "
                                      "/Desc (Factur-X) /AFRelationship /Alternative >>"));
  document.put(file, "/EF", streams);
  return file;
}

// Where readers look for files: by their names, and with the document itself.
void attach(Document& document, qpdf_oh file)
{
  const qpdf_oh names = document.parsed("[(factur-x.xml)]"), files = document.parsed("<< >>"),
                tree = document.parsed("<< >>"), associated = document.parsed("[]");
  document.append(names, file);
  document.put(files, "/Names", names);
  document.put(tree, "/EmbeddedFiles", files);
  document.put(document.root(), "/Names", tree);
  document.append(associated, file);
  document.put(document.root(), "/AF", associated);
}

void put_intent(Document& document)
{
  const qpdf_oh profile = document.stream(grey_profile()), intents = document.parsed("[]");
  document.put(document.dictionary_of(profile), "/N", document.parsed("1"));
  const qpdf_oh intent =
    document.parsed("<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (Grey) /Info "
                    "(Grey, gamma 2.2) >>");
  document.put(intent, "/DestOutputProfile", profile);
  document.append(intents, intent);
  document.put(document.root(), "/OutputIntents", intents);
}

void put_metadata(Document& document, const std::string& metadata)
{
  document.put(document.root(), "/Metadata", typed_stream(document, metadata, "/Metadata", "/XML"));
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
  attach(document, embedded_invoice(document, xml, created));
  put_metadata(document, metadata(title, author, created));
  put_intent(document);
  document.put(document.root(), "/Lang", document.parsed("(fr-FR)"));
  std::string bytes = document.written();
  if (bytes.empty()) {
    return util::Error{"pdf.failed", {"qpdf"}};
  }
  return bytes;
}

} // namespace myatlas::formats
