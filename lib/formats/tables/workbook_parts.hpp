#pragma once

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <orcus/sax_parser.hpp>

#include "formats/tables/workbook_values.hpp"
#include "util/ranges.hpp"
#include "util/result.hpp"
#include "util/text.hpp"

// The parts of a workbook beside its sheets, and how any part is read: by orcus's parser of XML,
// which is bound here.
namespace myatlas::formats::workbook {

using Element = orcus::sax::parser_element;
using Attribute = orcus::sax::parser_attribute;

// Excel's longest text has 32 767 characters; what is longer is refused later, and need not be
// kept.
constexpr std::size_t k_most_cell_bytes = 4U * 32'767;

// Ends the reading of a part: with the error that is to be told, or because its XML makes no sense.
struct Stop
{
  std::optional<util::Error> error;
};

// Adds to a cell's text as much as one may have; never half a character.
inline void add_text(std::string_view text, std::string& into)
{
  std::size_t size =
    std::min(text.size(), k_most_cell_bytes - std::min(k_most_cell_bytes, into.size()));
  while (size < text.size() && size > 0 &&
         (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) {
    --size;
  }
  into += text.substr(0, size);
}

// A number of three digits at most; 0: another text.
inline std::size_t place_in(const std::string& text)
{
  return text.size() <= 3 && util::is_digits(text) ? std::stoul(text) : 0;
}

// What is handed to orcus in place of a part: it sees to it that elements end as they began, that
// they are few levels deep, have few attributes and no document type, none of which orcus asks for.
template <typename Part>
class Bounded final : public orcus::sax_handler
{
public:
  explicit Bounded(Part& part) : m_part(part) {}

  void doctype(const orcus::sax::doctype_declaration&) { throw Stop{}; }
  void attribute(const Attribute& a)
  {
    if (++m_attributes > k_most_attributes) {
      throw Stop{};
    }
    m_part.attribute(a);
  }
  void attribute(std::string_view, std::string_view) {} // of a declaration
  void start_element(const Element& element)
  {
    m_open.push_back(element.name);
    if (m_open.size() > k_most_levels) {
      throw Stop{};
    }
    m_attributes = 0;
    m_part.start_element(element);
  }
  void end_element(const Element& element)
  {
    if (m_open.empty() || m_open.back() != element.name) {
      throw Stop{};
    }
    m_open.pop_back();
    m_part.end_element(element);
    m_is_begun = true;
  }
  void characters(std::string_view text, bool) { m_part.characters(text); }

  bool is_whole() const { return m_is_begun && m_open.empty(); }

private:
  static constexpr std::size_t k_most_attributes = 64, k_most_levels = 64;

  Part& m_part;
  std::vector<std::string_view> m_open;
  std::size_t m_attributes = 0;
  bool m_is_begun = false;
};

// Parses XML; orcus takes a view since 0.18, a pointer and a size before. Throws Stop, and what
// orcus throws.
template <typename Part>
void parse_part(std::string_view xml, Part& part)
{
  Bounded<Part> bounded(part);
  using Parser = orcus::sax_parser<Bounded<Part>>;
  if constexpr (std::is_constructible_v<Parser, std::string_view, Bounded<Part>&>) {
    Parser(xml, bounded).parse();
  } else {
    Parser(xml.data(), xml.size(), bounded).parse();
  }
  if (!bounded.is_whole()) {
    throw Stop{};
  }
  part.end();
}

// What reads one part of a workbook. Its attributes come before the element they belong to.
class PartReader
{
public:
  void attribute(const Attribute& a) { m_attributes[std::string(a.name)] = a.value; }
  void end_element(const Element&) {}
  void characters(std::string_view) {}
  void end() {}

protected:
  // The attributes of the element that begins; they are gone afterwards.
  std::map<std::string, std::string> take_attributes() { return std::exchange(m_attributes, {}); }

private:
  std::map<std::string, std::string> m_attributes;
};

struct SheetName
{
  std::string name, relation;
  bool is_shown = true;
};

// xl/workbook.xml: the sheets, in the order of their tabs, and where the calendar begins.
class BookPart final : public PartReader
{
public:
  void start_element(const Element& element)
  {
    auto attributes = take_attributes();
    if (element.name == "sheet") {
      const std::string& state = attributes["state"];
      m_sheets.push_back({util::printable(attributes["name"]), attributes["id"],
                          state != "hidden" && state != "veryHidden"});
    } else if (element.name == "workbookPr") {
      m_from_1904 = attributes["date1904"] == "1" || attributes["date1904"] == "true";
    }
  }

  // By its name, or by its place among those that are shown; without either the first of them, and
  // where none is shown the first. Null: none.
  const SheetName* sheet(const std::string& wanted) const
  {
    std::vector<const SheetName*> shown;
    for (const SheetName& sheet : m_sheets) {
      if (!wanted.empty() && util::fold(sheet.name) == util::fold(wanted)) {
        return &sheet;
      }
      if (sheet.is_shown) {
        shown.push_back(&sheet);
      }
    }
    const std::size_t place = wanted.empty() ? 1 : place_in(wanted);
    if (place >= 1 && place <= shown.size()) {
      return shown[place - 1];
    }
    return wanted.empty() && !m_sheets.empty() ? &m_sheets.front() : nullptr;
  }

  const std::vector<SheetName>& sheets() const { return m_sheets; }
  bool from_1904() const { return m_from_1904; }

private:
  std::vector<SheetName> m_sheets;
  bool m_from_1904 = false;
};

// xl/_rels/workbook.xml.rels: where the parts lie.
class RelationsPart final : public PartReader
{
public:
  void start_element(const Element& element)
  {
    auto attributes = take_attributes();
    if (element.name == "Relationship") {
      m_targets[attributes["Id"]] = attributes["Target"];
    }
  }
  std::string path_of(const std::string& id) const
  {
    const std::string target = target_of(id);
    return target.starts_with('/') ? target.substr(1) : "xl/" + target;
  }

private:
  std::string target_of(const std::string& id) const
  {
    return util::value_at(m_targets, id).value_or("worksheets/sheet1.xml");
  }

  std::map<std::string, std::string> m_targets;
};

// xl/sharedStrings.xml: texts, each maybe in several runs; how they are spoken (rPh) is left out.
// They lie one behind the other: an empty one takes no more memory than its XML.
class StringsPart final : public PartReader
{
public:
  void start_element(const Element& element)
  {
    take_attributes();
    m_in_text = element.name == "t" && !m_in_phonetic;
    m_in_phonetic = m_in_phonetic || element.name == "rPh";
  }
  void end_element(const Element& element)
  {
    m_in_text = false;
    if (element.name == "rPh") {
      m_in_phonetic = false;
    } else if (element.name == "si") {
      end_string();
    }
  }
  void characters(std::string_view text)
  {
    if (m_in_text) {
      add_text(text, m_text);
    }
  }
  bool has(std::size_t position) const { return position < m_ends.size(); }
  std::string_view at(std::size_t position) const
  {
    if (position >= m_ends.size()) {
      return {};
    }
    const std::uint32_t begin = begin_of(position);
    return std::string_view(m_texts).substr(begin, m_ends[position] - begin);
  }

private:
  std::uint32_t begin_of(std::size_t position) const
  {
    return position == 0 ? 0 : m_ends[position - 1];
  }
  void end_string()
  {
    m_texts += std::exchange(m_text, {});
    m_ends.push_back(static_cast<std::uint32_t>(m_texts.size()));
  }

  std::string m_texts, m_text;
  std::vector<std::uint32_t> m_ends;
  bool m_in_text = false, m_in_phonetic = false;
};

// xl/styles.xml: which formats of cells are percentages.
class StylesPart final : public PartReader
{
public:
  void start_element(const Element& element)
  {
    auto attributes = take_attributes();
    if (element.name == "numFmt") {
      m_percent_codes[attributes["numFmtId"]] = is_percent_format(attributes["formatCode"]);
    } else if (element.name == "cellXfs") {
      m_in_cells = true;
    } else if (element.name == "xf" && m_in_cells) {
      m_percents.push_back(is_percent_code(attributes["numFmtId"]));
    }
  }
  void end_element(const Element& element) { m_in_cells = m_in_cells && element.name != "cellXfs"; }

  bool is_percent(const std::string& style) const
  {
    std::size_t position = 0;
    const auto end = std::from_chars(style.data(), style.data() + style.size(), position);
    return end.ec == std::errc() && position < m_percents.size() && m_percents[position];
  }

private:
  bool is_percent_code(const std::string& id) const
  {
    const bool is_built_in = id == "9" || id == "10"; // 0 % and 0,00 %
    return util::value_at(m_percent_codes, id).value_or(is_built_in);
  }

  std::map<std::string, bool> m_percent_codes;
  std::vector<bool> m_percents;
  bool m_in_cells = false;
};

} // namespace myatlas::formats::workbook
