#include "formats/xml/xml.hpp"

#include <algorithm>
#include <deque>

#include "formats/xml/xml_tokens.hpp"
#include "util/isolated.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::formats {

// An element; its texts stand in the tokens it was made of.
struct XmlNode
{
  std::string_view uri, name, text;
  std::vector<std::pair<std::string_view, std::string_view>> attributes;
  const XmlNode* first_child = nullptr;
  const XmlNode* next = nullptr;
};

struct XmlTree
{
  std::string tokens;
  std::deque<XmlNode> nodes; // the first is the root
};

namespace {

// Makes the tree of the tokens: see xml_tokens.hpp.
class TreeBuilder
{
public:
  explicit TreeBuilder(XmlTree& tree) : m_tree(tree), m_left(tree.tokens) {}

  void build()
  {
    while (!m_left.empty()) {
      const char kind = m_left.front();
      m_left.remove_prefix(1);
      take(kind, part());
    }
  }

private:
  struct Open
  {
    XmlNode* node;
    XmlNode* last_child;
  };

  std::string_view part()
  {
    const std::string_view found = m_left.substr(0, m_left.find('\0'));
    m_left.remove_prefix(found.size() + 1);
    return found;
  }

  void take(char kind, std::string_view first)
  {
    if (kind == 'U') {
      m_uris.push_back(first);
    } else if (kind == 'E') {
      begin(first.empty() ? std::string_view() : m_uris.at(std::stoul(std::string(first))));
    } else if (kind == 'A') {
      m_open.back().node->attributes.emplace_back(first, part());
    } else {
      m_open.pop_back();
    }
  }

  void begin(std::string_view uri)
  {
    XmlNode& node = m_tree.nodes.emplace_back();
    node.uri = uri;
    node.name = part();
    node.text = part();
    if (!m_open.empty()) {
      Open& parent = m_open.back();
      const XmlNode*& link =
        parent.last_child == nullptr ? parent.node->first_child : parent.last_child->next;
      link = &node;
      parent.last_child = &node;
    }
    m_open.push_back({&node, nullptr});
  }

  XmlTree& m_tree;
  std::string_view m_left;
  std::vector<std::string_view> m_uris;
  std::vector<Open> m_open;
};

// Many small elements take several times their bytes.
constexpr util::WorkLimits k_xml_limits{.memory = 384U << 20U, .answer = 32U << 20U};

// One step of a path: a name, and an attribute that is asked for.
struct Step
{
  std::string_view uri, name, attribute, value;

  bool leads_to(const XmlElement& child) const
  {
    return child.is(uri, name) && (attribute.empty() || child.attribute(attribute) == value);
  }
};

using Namespaces = std::span<const XmlNamespace>;

void take_name(Step& step, std::string_view text, Namespaces namespaces)
{
  const auto colon = text.find(':');
  const auto known = std::ranges::find(namespaces, text.substr(0, colon), &XmlNamespace::prefix);
  step.uri = known == namespaces.end() ? std::string_view() : known->uri;
  step.name = text.substr(colon + 1);
}

// "schemeID=0009"
void take_attribute(Step& step, std::string_view text)
{
  step.attribute = text.substr(0, text.find('='));
  step.value = text.substr(text.find('=') + 1);
}

std::string_view without_last(std::string_view text)
{
  return text.substr(0, text.size() - 1);
}

Step step_of(std::string_view text, Namespaces namespaces)
{
  Step step;
  const auto bracket = text.find("[@");
  if (bracket != text.npos) {
    take_attribute(step, without_last(text.substr(bracket + 2)));
  }
  take_name(step, text.substr(0, bracket), namespaces);
  return step;
}

void add_if_led_to(const XmlElement& child, const Step& step, std::vector<XmlElement>& found)
{
  if (step.leads_to(child)) {
    found.push_back(child);
  }
}

void add_children(const XmlNode& parent, const Step& step, std::vector<XmlElement>& found)
{
  for (const XmlNode* node = parent.first_child; node != nullptr; node = node->next) {
    add_if_led_to(XmlElement(node), step, found);
  }
}

} // namespace

bool XmlElement::is(std::string_view uri, std::string_view name) const
{
  return m_node != nullptr && m_node->name == name && m_node->uri == uri;
}

std::string XmlElement::name() const
{
  return m_node == nullptr ? std::string() : std::string(m_node->name);
}

std::string XmlElement::text() const
{
  return m_node == nullptr ? std::string() : std::string(m_node->text);
}

std::string XmlElement::attribute(std::string_view name) const
{
  if (m_node == nullptr) {
    return {};
  }
  const auto found = std::ranges::find(m_node->attributes, name,
                                       &std::pair<std::string_view, std::string_view>::first);
  return found == m_node->attributes.end() ? std::string() : std::string(found->second);
}

std::vector<XmlElement> XmlElement::all(std::string_view path,
                                        std::span<const XmlNamespace> namespaces) const
{
  std::vector<XmlElement> here;
  if (m_node != nullptr) {
    here.push_back(*this);
  }
  for (const std::string_view part : util::split(path, '/')) {
    const Step step = step_of(part, namespaces);
    std::vector<XmlElement> below;
    for (const XmlElement& element : here) {
      add_children(*element.m_node, step, below);
    }
    here = std::move(below);
  }
  return here;
}

std::string XmlElement::text_at(std::string_view path,
                                std::span<const XmlNamespace> namespaces) const
{
  const std::vector<XmlElement> found = all(path, namespaces);
  return found.empty() ? "" : found.front().text();
}

namespace {

static util::Result<std::string> isolated_tokens(std::string_view bytes)
{
  return util::in_isolation(k_xml_limits, util::Error{"xml.costly", {}},
                            [&] { return xml_tokens(bytes); });
}

util::Result<std::string> tokens_of(std::string_view bytes, XmlReading reading)
{
  return reading == XmlReading::here ? xml_tokens(bytes) : isolated_tokens(bytes);
}

} // namespace

util::Result<XmlDocument> XmlDocument::parse(std::string_view bytes, XmlReading reading)
{
  if (bytes.size() > k_most_xml_bytes) {
    return util::Error{"xml.large", {std::to_string(k_most_xml_bytes)}};
  }
  const util::Outcome library = xml_library(); // loaded before a process is made for it
  if (!library) {
    return library.errors();
  }
  TRY_ASSIGN(std::string tokens, tokens_of(bytes, reading));
  const auto tree = std::make_shared<XmlTree>();
  tree->tokens = std::move(tokens);
  TreeBuilder(*tree).build();
  return XmlDocument(tree);
}

XmlElement XmlDocument::root() const
{
  return XmlElement(&m_tree->nodes.front());
}

} // namespace myatlas::formats
