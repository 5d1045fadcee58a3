#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "util/result.hpp"

namespace myatlas::formats {

// A prefix used in paths of ours, and the namespace it stands for.
struct XmlNamespace
{
  std::string_view prefix, uri;
};

struct XmlNode;
struct XmlTree;

// An element of a document that is still there.
class XmlElement
{
public:
  explicit XmlElement(const XmlNode* node) : m_node(node) {}

  bool is(std::string_view uri, std::string_view name) const;
  std::string name() const;                           // without its namespace
  std::string text() const;                           // its own, blanks at the ends taken off
  std::string attribute(std::string_view name) const; // empty: none

  // The elements at a path from here, each step a child: "ram:GlobalID[@schemeID=0009]"; never
  // deeper.
  std::vector<XmlElement> all(std::string_view path,
                              std::span<const XmlNamespace> namespaces) const;
  std::string text_at(std::string_view path,
                      std::span<const XmlNamespace> namespaces) const; // of the first; empty: none

private:
  const XmlNode* m_node;
};

// Where libxml2 reads: what it takes of time and memory grows with the square of some files.
enum class XmlReading
{
  isolated, // in a process of its own, with bounds
  here,     // for the fuzzer, which has to see it crash
};

// A document of XML 1.0 with namespaces, read by libxml2, which is loaded when it is needed. A
// document type declaration is refused before it is read: there are no entities to expand, and
// nothing is fetched.
class XmlDocument
{
public:
  // "xml.syntax" (line), "xml.doctype", "xml.large" (bytes), "xml.library" (name), "xml.costly".
  static util::Result<XmlDocument> parse(std::string_view bytes,
                                         XmlReading reading = XmlReading::isolated);
  XmlElement root() const;

private:
  explicit XmlDocument(std::shared_ptr<const XmlTree> tree) : m_tree(std::move(tree)) {}
  std::shared_ptr<const XmlTree> m_tree;
};

constexpr std::size_t k_most_xml_bytes = 10U << 20U;

} // namespace myatlas::formats
