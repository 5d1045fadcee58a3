#include "formats/sniff.hpp"

#include <algorithm>

#include "util/text.hpp"

namespace myatlas::formats {

namespace {

struct Signature
{
  std::string_view begins;
  const char* code;
};

constexpr Signature k_foreign[] = {
  {"PK\x03\x04", "file.workbook"}, {"\xD0\xCF\x11\xE0", "file.old_workbook"}, {"%PDF", "file.pdf"},
  {"\x1F\x8B", "file.compressed"}, {"BZh", "file.compressed"},                {"\xFD" "7zXZ", "file.compressed"},
  {"\x28\xB5\x2F\xFD", "file.compressed"},
};

// Bytes at the end of `text` that begin a character cut by the end of the block.
std::size_t cut_character(std::string_view text)
{
  for (std::size_t back = 1; back <= 3 && back <= text.size(); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    if (byte >= 0xC0) {
      const std::size_t size = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
      return size > back ? back : 0;
    }
    if (byte < 0x80) {
      return 0;
    }
  }
  return 0;
}

// How many bytes the character that begins with `first` has.
std::size_t character_size(char first)
{
  const auto byte = static_cast<unsigned char>(first);
  return byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
}

} // namespace

std::optional<util::Error> foreign_file(std::string_view head, const std::string& name)
{
  for (const Signature& signature : k_foreign) {
    if (head.starts_with(signature.begins)) {
      return util::Error{signature.code, {name}};
    }
  }
  head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n\xEF\xBB\xBF"), head.size()));
  const std::string begin = util::to_lower(head.substr(0, 16));
  const bool html = begin.starts_with("<html") || begin.starts_with("<!doctype") || begin.starts_with("<table");
  if (begin.starts_with("<?xml")) {
    return util::Error{"file.xml", {name}};
  }
  return html ? std::optional(util::Error{"file.html", {name}}) : std::nullopt;
}

std::optional<Encoding> marked(std::string_view head)
{
  for (const Encoding encoding : {Encoding::utf_8, Encoding::utf_16le, Encoding::utf_16be}) {
    if (head.starts_with(byte_order_mark(encoding))) {
      return encoding;
    }
  }
  return std::nullopt;
}

bool is_binary(std::string_view head)
{
  constexpr std::ptrdiff_t k_one_in = 50;
  if (util::is_utf8(head.substr(0, head.size() - cut_character(head)))) {
    return false;
  }
  const auto controls = std::ranges::count_if(head, [](char c) {
    return c != '\0' && static_cast<unsigned char>(c) < 0x20 && std::string_view("\t\n\v\f\r\x1A").find(c) == std::string_view::npos;
  });
  return controls > 0 && controls * k_one_in >= std::ssize(head);
}

bool Utf8Check::look(std::string_view block)
{
  while (!m_held.empty() && !block.empty() && m_held.size() < character_size(m_held[0])) {
    m_held += block.front();
    block.remove_prefix(1);
  }
  if (!m_held.empty() && m_held.size() < character_size(m_held[0])) {
    return m_good;
  }
  const std::size_t cut = cut_character(block);
  m_good = m_good && util::is_utf8(m_held) && util::is_utf8(block.substr(0, block.size() - cut));
  m_held = block.substr(block.size() - cut);
  return m_good;
}

} // namespace myatlas::formats
