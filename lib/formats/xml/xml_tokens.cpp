#include "formats/xml/xml_tokens.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>

#include <libxml/parser.h>
#include <libxml/tree.h>

#include "util/loaded_libraries.hpp"
#include "util/shared_library.hpp"
#include "util/try.hpp"

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
  TRY_ASSIGN(const auto shared, util::SharedLibrary::open(util::k_xml2_library, "xml.library"));
  Xml2Library l;
  shared.find("xmlNewParserCtxt", l.make);
  shared.find("xmlFreeParserCtxt", l.free);
  shared.find("xmlCtxtReadMemory", l.read);
  shared.find("xmlStopParser", l.stop);
  shared.find("xmlFreeDoc", l.free_document);
  shared.find("xmlSetStructuredErrorFunc", l.tell_errors_to);
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
  return text == nullptr ? std::string_view()
                         : std::string_view(reinterpret_cast<const char*>(text));
}

// Writes a tree of libxml2 as tokens. It is at most 256 levels deep: the parser sees to that.
class TokenWriter
{
public:
  void element(const xmlNode* node)
  {
    begin(node);
    for (const xmlAttr* one = node->properties; one != nullptr; one = one->next) {
      attribute(*one);
    }
    for (const xmlNode* child = node->children; child != nullptr; child = child->next) {
      if (child->type == XML_ELEMENT_NODE) {
        element(child);
      }
    }
    part(')', "");
  }

  std::string take() { return std::move(m_tokens); }

private:
  void begin(const xmlNode* node)
  {
    const std::string place = node->ns == nullptr ? "" : place_of(node->ns);
    part('E', place);
    part(view(node->name));
    part(own_text(node));
  }

  void attribute(const xmlAttr& one)
  {
    part('A', view(one.name));
    part(content_of(one.children));
  }

  static std::string_view content_of(const xmlNode* node)
  {
    return node == nullptr ? std::string_view() : view(node->content);
  }

  void part(std::string_view text)
  {
    m_tokens += text;
    m_tokens += '\0';
  }
  void part(char kind, std::string_view text)
  {
    m_tokens += kind;
    part(text);
  }

  static std::string own_text(const xmlNode* of)
  {
    std::string whole;
    for (const xmlNode* node = of->children; node != nullptr; node = node->next) {
      whole += is_text(*node) ? view(node->content) : std::string_view();
    }
    return without_outer_blanks(whole);
  }

  static bool is_text(const xmlNode& node)
  {
    return node.type == XML_TEXT_NODE || node.type == XML_CDATA_SECTION_NODE;
  }

  static std::string without_outer_blanks(const std::string& text)
  {
    constexpr const char* k_blanks = " \t\r\n";
    const std::string begun = text.substr(std::min(text.find_first_not_of(k_blanks), text.size()));
    return begun.substr(0, begun.find_last_not_of(k_blanks) + 1);
  }

  // Its number; a namespace is written once, however many elements it has.
  std::string place_of(const xmlNs* ns)
  {
    const auto [found, is_new] = m_namespaces.emplace(ns, m_namespaces.size());
    if (is_new) {
      part('U', view(ns->href));
    }
    return std::to_string(found->second);
  }

  std::map<const xmlNs*, std::size_t> m_namespaces;
  std::string m_tokens;
};

const xmlNode* root_of(const xmlDoc& document)
{
  const xmlNode* node = document.children;
  while (node->type != XML_ELEMENT_NODE) { // well-formed: there is one
    node = node->next;
  }
  return node;
}

// As UTF-16 or UTF-32 begins.
bool is_wide(std::string_view begin)
{
  return begin.starts_with("\xFE\xFF") || begin.starts_with("\xFF\xFE") ||
         begin.substr(0, 2).find('\0') != begin.npos;
}

// Where a zero byte stands that is no half of a character of UTF-16 or UTF-32: from libxml2 2.12
// on, what follows it is not looked at.
std::optional<std::size_t> zero_byte(std::string_view bytes)
{
  const auto at = bytes.find('\0');
  return is_wide(bytes.substr(0, 4)) || at == bytes.npos ? std::nullopt : std::optional(at);
}

util::Error wrong_syntax(std::int64_t line)
{
  return util::Error{"xml.syntax", {std::to_string(line)}};
}

using ParserHandle = std::unique_ptr<xmlParserCtxt, void (*)(xmlParserCtxtPtr)>;
using DocumentHandle = std::unique_ptr<xmlDoc, void (*)(xmlDocPtr)>;

DocumentHandle read(const Xml2Library& xml, xmlParserCtxt* parser, std::string_view bytes)
{
  constexpr int k_options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                            XML_PARSE_NOCDATA | XML_PARSE_COMPACT;
  const int size = static_cast<int>(bytes.size());
  return {xml.read(parser, bytes.data(), size, nullptr, nullptr, k_options), xml.free_document};
}

std::string tokens_of(const xmlDoc& document)
{
  TokenWriter writer;
  writer.element(root_of(document));
  return writer.take();
}

util::Result<std::string> parse(const Xml2Library& xml, std::string_view bytes)
{
  const ParserHandle parser(xml.make(), xml.free);
  Parsing parsing;
  parser->_private = &parsing;
  parser->sax->internalSubset = refuse_doctype;
  const DocumentHandle document = read(xml, parser.get(), bytes);
  if (parsing.has_doctype) {
    return util::Error{"xml.doctype", {}};
  }
  if (document == nullptr) {
    return wrong_syntax(parser->lastError.line);
  }
  return tokens_of(*document);
}

} // namespace

util::Outcome xml_library()
{
  return library() ? util::Outcome(util::Done{}) : util::Outcome(library().errors());
}

util::Result<std::string> xml_tokens(std::string_view bytes)
{
  if (!library()) {
    return library().errors();
  }
  if (const auto zero = zero_byte(bytes)) {
    return wrong_syntax(std::ranges::count(bytes.substr(0, *zero), '\n') + 1);
  }
  const Xml2Library& xml = *library();
  // What the library's decoders find wrong goes to stderr, whatever the parser's options, unless
  // someone listens in this thread.
  xml.tell_errors_to(nullptr, [](auto*, auto*) {});
  return parse(xml, bytes);
}

} // namespace myatlas::formats
