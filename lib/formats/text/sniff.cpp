#include "formats/text/sniff.hpp"

#include <algorithm>

#include "util/text.hpp"
#include "util/utf8.hpp"

namespace myatlas::formats {

namespace {

struct Signature
{
  std::string_view begins;
  const char* code;
};

constexpr Signature k_foreign[] = {
  {"\xD0\xCF\x11\xE0", "file.old_workbook"},
  {"%PDF", "file.pdf"},
  {"\x1F\x8B", "file.compressed"},
  {"BZh", "file.compressed"},
  {"\xFD"
   "7zXZ",
   "file.compressed"},
  {"\x28\xB5\x2F\xFD", "file.compressed"},
};

// Bytes at the end of `text` that begin a character cut by the end of the block.
std::size_t cut_character(std::string_view text)
{
  for (std::size_t back = 1; back <= 3 && back <= text.size(); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    if (byte >= 0xC0) {
      return util::size_in_utf8(byte) > back ? back : 0;
    }
    if (byte < 0x80) {
      return 0;
    }
  }
  return 0;
}

// An encrypted workbook is a container like an old one, with a stream of this name (in UTF-16).
std::string in_utf_16(std::string_view ascii)
{
  std::string wide;
  for (const char c : ascii) {
    wide += c;
    wide += '\0';
  }
  return wide;
}

bool is_locked_workbook(std::string_view head)
{
  return head.find(in_utf_16("EncryptedPackage")) != head.npos;
}

bool is_ascii_letter(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Letters of French that ASCII lacks.
bool is_french_letter(char32_t c, bool lower)
{
  constexpr std::u32string_view k_lower = U"àâäçéèêëîïôöùûüÿœæ", k_upper = U"ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ";
  return (lower ? k_lower : k_upper).find(c) != std::u32string_view::npos;
}

constexpr int k_against = -3;

bool is_lower(char letter)
{
  return letter >= 'a' && letter <= 'z';
}

int evidence_of_capital(char before, char after)
{
  if (!is_lower(after)) {
    return 2;
  }
  return is_ascii_letter(before) ? 1 : 3;
}

// What one byte inside or beside a word speaks for an encoding: for it when it is a letter French
// has there, a capital at a word's beginning most of all; against it when it is a sign, or a
// capital behind a small letter. Other letters of Latin alphabets stand in names.
int evidence(char before, char32_t c, char after)
{
  constexpr std::u32string_view k_neutral = U"’‘«»“”–—…°€\u00A0\u202F·²³";
  if (k_neutral.find(c) != std::u32string_view::npos) {
    return 0;
  }
  if (is_french_letter(c, false) && !is_lower(before)) {
    return evidence_of_capital(before, after);
  }
  if (is_french_letter(c, true)) {
    return is_lower(before) || is_lower(after) ? 2 : 1;
  }
  const bool is_small_letter =
               c >= 0xDF && c < 0x180 && c != 0xF7 && c != 0x160 && c != 0x178 && c != 0x17D,
             is_capital = c >= 0xC0 && c < 0x180 && c != 0xD7;
  const bool fits = is_small_letter || (is_capital && !is_lower(before));
  return fits || (!is_ascii_letter(before) && !is_ascii_letter(after)) ? 0 : k_against;
}

int evidence_for(Encoding encoding, std::string_view sample)
{
  int sum = 0;
  for (std::size_t at = 0; at < sample.size(); ++at) {
    if (static_cast<unsigned char>(sample[at]) >= 0x80) {
      const char before = at == 0 ? ' ' : sample[at - 1];
      const char after = at + 1 < sample.size() ? sample[at + 1] : ' ';
      sum += evidence(before, character_in(sample[at], encoding), after);
    }
  }
  return sum;
}

// How many bytes the character that begins with `first` has.
std::size_t character_size(char first)
{
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0xC0 ? 1 : util::size_in_utf8(byte);
}

// The code of a file that begins as XML or HTML do, null of another.
const char* markup_in(std::string_view head)
{
  head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n\xEF\xBB\xBF"), head.size()));
  const std::string begin = util::to_lower(head.substr(0, 16));
  if (begin.starts_with("<?xml")) {
    return "file.xml";
  }
  const bool html =
    begin.starts_with("<html") || begin.starts_with("<!doctype") || begin.starts_with("<table");
  return html ? "file.html" : nullptr;
}

} // namespace

std::optional<util::Error> foreign_file(std::string_view head, const std::string& name)
{
  if (head.starts_with("\xD0\xCF\x11\xE0") && is_locked_workbook(head)) {
    return util::Error{"file.locked_workbook", {name}};
  }
  for (const Signature& signature : k_foreign) {
    if (head.starts_with(signature.begins)) {
      return util::Error{signature.code, {name}};
    }
  }
  if (const char* const markup = markup_in(head)) {
    return util::Error{markup, {name}};
  }
  return std::nullopt;
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

std::optional<Encoding> guess_french(std::string_view sample)
{
  const int windows = evidence_for(Encoding::windows_1252, sample);
  if (windows >= 0) {
    return Encoding::windows_1252;
  }
  const int mac = evidence_for(Encoding::mac_roman, sample),
            dos = evidence_for(Encoding::cp850, sample);
  if (std::max(mac, dos) <= 0) { // one odd byte alone says little
    return windows >= k_against ? std::optional(Encoding::windows_1252) : std::nullopt;
  }
  return mac >= dos ? Encoding::mac_roman : Encoding::cp850;
}

bool is_binary(std::string_view head)
{
  constexpr std::ptrdiff_t k_one_in = 50;
  if (util::is_utf8(head.substr(0, head.size() - cut_character(head)))) {
    return false;
  }
  const auto controls = std::ranges::count_if(head, [](char c) {
    return c != '\0' && static_cast<unsigned char>(c) < 0x20 &&
           std::string_view("\t\n\v\f\r\x1A").find(c) == std::string_view::npos;
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
