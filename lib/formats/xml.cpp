#include "formats/xml.hpp"

#include <algorithm>

#include <libxml/parser.h>
#include <libxml/tree.h>

#include "util/loaded_libraries.hpp"
#include "util/shared_library.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

// The functions of the library that are used, found once it is loaded.
struct Xml2Library
{
  decltype(&xmlNewParserCtxt) make = nullptr;
  decltype(&xmlFreeParserCtxt) free = nullptr;
  decltype(&xmlCtxtReadMemory) read = nullptr;
  decltype(&xmlStopParser) stop = nullptr;
  decltype(&xmlFreeDoc) free_document = nullptr;
  decltype(&xmlSetStructuredErrorFunc) tell_errors_to = nullptr;
};

util::Result<Xml2Library> find_xml2()
{
  const auto shared = util::SharedLibrary::open(util::k_xml2_library, "xml.library");
  if (!shared) {
    return shared.errors();
  }
  Xml2Library l;
  shared->find("xmlNewParserCtxt", l.make);
  shared->find("xmlFreeParserCtxt", l.free);
  shared->find("xmlCtxtReadMemory", l.read);
  shared->find("xmlStopParser", l.stop);
  shared->find("xmlFreeDoc", l.free_document);
  shared->find("xmlSetStructuredErrorFunc", l.tell_errors_to);
  return l;
}

const util::Result<Xml2Library>& library()
{
  static const util::Result<Xml2Library> loaded = find_xml2();
  return loaded;
}

// A parser, and whether it met a document type.
struct Parsing
{
  bool has_doctype = false;
};

void refuse_doctype(void* context, const xmlChar*, const xmlChar*, const xmlChar*)
{
  auto* parser = static_cast<xmlParserCtxtPtr>(context);
  static_cast<Parsing*>(parser->_private)->has_doctype = true;
  library()->stop(parser);
}

std::string_view view(const xmlChar* text)
{
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

// One step of a path: a name, and an attribute that is asked for.
struct Step
{
  std::string_view uri, name, attribute, value;
};

Step step_of(std::string_view text, std::span<const XmlNamespace> namespaces)
{
  Step step;
  if (const std::size_t bracket = text.find("[@"); bracket != text.npos) {
    const std::string_view inside = text.substr(bracket + 2, text.size() - bracket - 3);
    step.attribute = inside.substr(0, inside.find('='));
    step.value = inside.substr(inside.find('=') + 1);
    text = text.substr(0, bracket);
  }
  const std::size_t colon = text.find(':');
  const auto known = std::ranges::find(namespaces, text.substr(0, colon), &XmlNamespace::prefix);
  step.uri = known == namespaces.end() ? std::string_view() : known->uri;
  step.name = text.substr(colon + 1);
  return step;
}

} // namespace

bool XmlElement::is(std::string_view uri, std::string_view name) const
{
  return m_node != nullptr && m_node->type == XML_ELEMENT_NODE && view(m_node->name) == name &&
         (m_node->ns == nullptr ? uri.empty() : view(m_node->ns->href) == uri);
}

std::string XmlElement::name() const
{
  return m_node == nullptr ? std::string() : std::string(view(m_node->name));
}

std::string XmlElement::text() const
{
  std::string whole;
  for (const xmlNode* node = m_node == nullptr ? nullptr : m_node->children; node != nullptr; node = node->next) {
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
      whole += view(node->content);
    }
  }
  const std::size_t begin = whole.find_first_not_of(" \t\r\n"), end = whole.find_last_not_of(" \t\r\n");
  return begin == whole.npos ? "" : whole.substr(begin, end - begin + 1);
}

std::string XmlElement::attribute(std::string_view name) const
{
  for (const xmlAttr* attribute = m_node == nullptr ? nullptr : m_node->properties; attribute != nullptr; attribute = attribute->next) {
    if (view(attribute->name) == name && attribute->children != nullptr) {
      return std::string(view(attribute->children->content));
    }
  }
  return {};
}

std::vector<XmlElement> XmlElement::all(std::string_view path, std::span<const XmlNamespace> namespaces) const
{
  std::vector<XmlElement> here;
  if (m_node != nullptr) {
    here.push_back(*this);
  }
  for (const std::string_view part : util::split(path, '/')) {
    const Step step = step_of(part, namespaces);
    std::vector<XmlElement> below;
    for (const XmlElement& element : here) {
      for (const xmlNode* node = element.m_node->children; node != nullptr; node = node->next) {
        const XmlElement child(node);
        if (child.is(step.uri, step.name) && (step.attribute.empty() || child.attribute(step.attribute) == step.value)) {
          below.push_back(child);
        }
      }
    }
    here = std::move(below);
  }
  return here;
}

std::string XmlElement::text_at(std::string_view path, std::span<const XmlNamespace> namespaces) const
{
  const std::vector<XmlElement> find_xml2 = all(path, namespaces);
  return find_xml2.empty() ? "" : find_xml2.front().text();
}

util::Result<XmlDocument> XmlDocument::parse(std::string_view bytes)
{
  if (!library()) {
    return library().errors();
  }
  if (bytes.size() > k_most_xml_bytes) {
    return util::Error{"xml.large", {std::to_string(k_most_xml_bytes)}};
  }
  const Xml2Library& xml = *library();
  // What the library's decoders find wrong goes to stderr, whatever the parser's options, unless someone listens in this thread.
  xml.tell_errors_to(nullptr, [](auto*, auto*) {});
  const std::unique_ptr<xmlParserCtxt, void (*)(xmlParserCtxtPtr)> parser(xml.make(), xml.free);
  Parsing parsing;
  parser->_private = &parsing;
  parser->sax->internalSubset = refuse_doctype;
  const int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA | XML_PARSE_COMPACT;
  xmlDoc* document = xml.read(parser.get(), bytes.data(), static_cast<int>(bytes.size()), nullptr, nullptr, options);
  if (parsing.has_doctype || document == nullptr) {
    if (document != nullptr) {
      xml.free_document(document);
    }
    return parsing.has_doctype ? util::Error{"xml.doctype", {}} : util::Error{"xml.syntax", {std::to_string(parser->lastError.line)}};
  }
  return XmlDocument(document, xml.free_document);
}

XmlElement XmlDocument::root() const
{
  const xmlNode* node = m_document->children;
  while (node != nullptr && node->type != XML_ELEMENT_NODE) {
    node = node->next;
  }
  return XmlElement(node);
}

} // namespace myatlas::formats
