#include "formats/text/encoding.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "domain/values/names.hpp"
#include "util/utf8.hpp"

namespace myatlas::formats {

namespace {

constexpr domain::NamedValue<Encoding> k_encodings[] = {
  {"utf-8", Encoding::utf_8},
  {"windows-1252", Encoding::windows_1252},
  {"iso-8859-15", Encoding::iso_8859_15},
  {"mac-roman", Encoding::mac_roman},
  {"cp850", Encoding::cp850},
  {"macintosh", Encoding::mac_roman},
  {"macroman", Encoding::mac_roman},
  {"mac_roman", Encoding::mac_roman},
  {"ibm850", Encoding::cp850},
  {"cp-850", Encoding::cp850},
  {"utf-16le", Encoding::utf_16le},
  {"utf-16be", Encoding::utf_16be},
  {"utf8", Encoding::utf_8},
  {"cp1252", Encoding::windows_1252},
  {"latin9", Encoding::iso_8859_15},
};

// Bytes 0x80 to 0x9F of Windows-1252; the five it does not define stay the controls they are.
constexpr std::array<char32_t, 32> k_windows = {
  0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
  0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
  0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178,
};

// Bytes 0x80 to 0xFF.
using UpperHalf = std::array<char32_t, 128>;
constexpr UpperHalf k_mac_roman = {
  0x00C4, 0x00C5, 0x00C7, 0x00C9, 0x00D1, 0x00D6, 0x00DC, 0x00E1, 0x00E0, 0x00E2, 0x00E4, 0x00E3,
  0x00E5, 0x00E7, 0x00E9, 0x00E8, 0x00EA, 0x00EB, 0x00ED, 0x00EC, 0x00EE, 0x00EF, 0x00F1, 0x00F3,
  0x00F2, 0x00F4, 0x00F6, 0x00F5, 0x00FA, 0x00F9, 0x00FB, 0x00FC, 0x2020, 0x00B0, 0x00A2, 0x00A3,
  0x00A7, 0x2022, 0x00B6, 0x00DF, 0x00AE, 0x00A9, 0x2122, 0x00B4, 0x00A8, 0x2260, 0x00C6, 0x00D8,
  0x221E, 0x00B1, 0x2264, 0x2265, 0x00A5, 0x00B5, 0x2202, 0x2211, 0x220F, 0x03C0, 0x222B, 0x00AA,
  0x00BA, 0x03A9, 0x00E6, 0x00F8, 0x00BF, 0x00A1, 0x00AC, 0x221A, 0x0192, 0x2248, 0x2206, 0x00AB,
  0x00BB, 0x2026, 0x00A0, 0x00C0, 0x00C3, 0x00D5, 0x0152, 0x0153, 0x2013, 0x2014, 0x201C, 0x201D,
  0x2018, 0x2019, 0x00F7, 0x25CA, 0x00FF, 0x0178, 0x2044, 0x20AC, 0x2039, 0x203A, 0xFB01, 0xFB02,
  0x2021, 0x00B7, 0x201A, 0x201E, 0x2030, 0x00C2, 0x00CA, 0x00C1, 0x00CB, 0x00C8, 0x00CD, 0x00CE,
  0x00CF, 0x00CC, 0x00D3, 0x00D4, 0xF8FF, 0x00D2, 0x00DA, 0x00DB, 0x00D9, 0x0131, 0x02C6, 0x02DC,
  0x00AF, 0x02D8, 0x02D9, 0x02DA, 0x00B8, 0x02DD, 0x02DB, 0x02C7};
constexpr UpperHalf k_cp850 = {
  0x00C7, 0x00FC, 0x00E9, 0x00E2, 0x00E4, 0x00E0, 0x00E5, 0x00E7, 0x00EA, 0x00EB, 0x00E8, 0x00EF,
  0x00EE, 0x00EC, 0x00C4, 0x00C5, 0x00C9, 0x00E6, 0x00C6, 0x00F4, 0x00F6, 0x00F2, 0x00FB, 0x00F9,
  0x00FF, 0x00D6, 0x00DC, 0x00F8, 0x00A3, 0x00D8, 0x00D7, 0x0192, 0x00E1, 0x00ED, 0x00F3, 0x00FA,
  0x00F1, 0x00D1, 0x00AA, 0x00BA, 0x00BF, 0x00AE, 0x00AC, 0x00BD, 0x00BC, 0x00A1, 0x00AB, 0x00BB,
  0x2591, 0x2592, 0x2593, 0x2502, 0x2524, 0x00C1, 0x00C2, 0x00C0, 0x00A9, 0x2563, 0x2551, 0x2557,
  0x255D, 0x00A2, 0x00A5, 0x2510, 0x2514, 0x2534, 0x252C, 0x251C, 0x2500, 0x253C, 0x00E3, 0x00C3,
  0x255A, 0x2554, 0x2569, 0x2566, 0x2560, 0x2550, 0x256C, 0x00A4, 0x00F0, 0x00D0, 0x00CA, 0x00CB,
  0x00C8, 0x0131, 0x00CD, 0x00CE, 0x00CF, 0x2518, 0x250C, 0x2588, 0x2584, 0x00A6, 0x00CC, 0x2580,
  0x00D3, 0x00DF, 0x00D4, 0x00D2, 0x00F5, 0x00D5, 0x00B5, 0x00FE, 0x00DE, 0x00DA, 0x00DB, 0x00D9,
  0x00FD, 0x00DD, 0x00AF, 0x00B4, 0x00AD, 0x00B1, 0x2017, 0x00BE, 0x00B6, 0x00A7, 0x00F7, 0x00B8,
  0x00B0, 0x00A8, 0x00B7, 0x00B9, 0x00B3, 0x00B2, 0x25A0, 0x00A0};

struct Difference
{
  unsigned char byte;
  char32_t character;
};

// Where ISO-8859-15 leaves Latin-1.
constexpr Difference k_latin9[] = {{0xA4, 0x20AC}, {0xA6, 0x0160}, {0xA8, 0x0161}, {0xB4, 0x017D},
                                   {0xB8, 0x017E}, {0xBC, 0x0152}, {0xBD, 0x0153}, {0xBE, 0x0178}};

char32_t character_of(unsigned char byte, Encoding encoding)
{
  if (encoding == Encoding::windows_1252 && byte >= 0x80 && byte < 0xA0) {
    return k_windows[byte - 0x80];
  }
  if (byte >= 0x80 && (encoding == Encoding::mac_roman || encoding == Encoding::cp850)) {
    return (encoding == Encoding::cp850 ? k_cp850 : k_mac_roman)[byte - 0x80];
  }
  if (encoding == Encoding::iso_8859_15) {
    const auto found = std::ranges::find(k_latin9, byte, &Difference::byte);
    return found == std::end(k_latin9) ? byte : found->character;
  }
  return byte;
}

// A blank that the encoding lacks becomes its nearest; anything else '?'.
char byte_of(char32_t character, Encoding encoding)
{
  constexpr char32_t k_narrow_no_break = 0x202F, k_no_break = 0xA0;
  constexpr char k_unknown = '?';
  for (int byte = 0; byte < 256; ++byte) {
    if (character_of(static_cast<unsigned char>(byte), encoding) == character) {
      return static_cast<char>(byte);
    }
  }
  return character == k_narrow_no_break ? static_cast<char>(k_no_break) : k_unknown;
}

// Well-formed UTF-8 one character at a time.
char32_t take(std::string_view& text)
{
  const auto first = static_cast<unsigned char>(text[0]);
  const std::size_t size = util::size_in_utf8(first);
  char32_t value = size == 1 ? first : first & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size && i < text.size(); ++i) {
    value = value << 6 | (static_cast<unsigned char>(text[i]) & 0x3FU);
  }
  text.remove_prefix(std::min(size, text.size()));
  return value;
}

// The character of two halves of UTF-16; U+FFFD when the first (0) is missing.
char32_t joined(char32_t high, char32_t low)
{
  return high == 0 ? 0xFFFD : 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

void append_unit(char32_t unit, Encoding encoding, std::string& into)
{
  const char high = static_cast<char>(unit >> 8), low = static_cast<char>(unit & 0xFF);
  into += encoding == Encoding::utf_16le ? low : high;
  into += encoding == Encoding::utf_16le ? high : low;
}

void append_pair(char32_t rest, Encoding encoding, std::string& into)
{
  append_unit(0xD800 + (rest >> 10), encoding, into);
  append_unit(0xDC00 + (rest & 0x3FF), encoding, into);
}

void append_utf16(char32_t character, Encoding encoding, std::string& into)
{
  if (character >= 0x10000) {
    append_pair(character - 0x10000, encoding, into);
  } else {
    append_unit(character, encoding, into);
  }
}

} // namespace

const char* to_text(Encoding encoding)
{
  return domain::name_of(k_encodings, encoding);
}

util::Result<Encoding> parse_encoding(std::string_view text)
{
  return domain::value_of(k_encodings, text, "encoding.unknown");
}

char32_t character_in(char byte, Encoding encoding)
{
  return character_of(static_cast<unsigned char>(byte), encoding);
}

void append_utf8(char32_t c, std::string& into)
{
  const auto tail = [&](int shift) { into += static_cast<char>(0x80 | (c >> shift & 0x3F)); };
  if (c < 0x80) {
    into += static_cast<char>(c);
  } else if (c < 0x800) {
    into += static_cast<char>(0xC0 | c >> 6);
    tail(0);
  } else if (c < 0x10000) {
    into += static_cast<char>(0xE0 | c >> 12);
    tail(6);
    tail(0);
  } else {
    into += static_cast<char>(0xF0 | c >> 18);
    tail(12);
    tail(6);
    tail(0);
  }
}

void Decoder::decode(std::string_view bytes, std::string& into)
{
  if (m_encoding == Encoding::utf_8) {
    into += bytes;
  } else if (m_encoding == Encoding::utf_16le || m_encoding == Encoding::utf_16be) {
    decode_utf16(bytes, into);
  } else {
    for (const char byte : bytes) {
      append_utf8(character_of(static_cast<unsigned char>(byte), m_encoding), into);
    }
  }
}

void Decoder::decode_utf16(std::string_view bytes, std::string& into)
{
  m_held += bytes;
  std::size_t at = 0;
  for (; at + 1 < m_held.size(); at += 2) {
    const auto first = static_cast<unsigned char>(m_held[at]),
               second = static_cast<unsigned char>(m_held[at + 1]);
    const char32_t unit =
      m_encoding == Encoding::utf_16le ? second * 256U + first : first * 256U + second;
    const bool low = unit >= 0xDC00 && unit < 0xE000;
    m_damaged = m_damaged || low != (m_surrogate != 0);
    if (unit >= 0xD800 && unit < 0xDC00) {
      m_surrogate = unit;
    } else if (low) {
      append_utf8(joined(std::exchange(m_surrogate, 0), unit), into);
    } else {
      append_utf8(unit, into);
    }
  }
  m_held.erase(0, at);
}

std::string encode(std::string_view text, Encoding encoding)
{
  if (encoding == Encoding::utf_8) {
    return std::string(text);
  }
  std::string bytes;
  while (!text.empty()) {
    const char32_t character = take(text);
    if (encoding == Encoding::utf_16le || encoding == Encoding::utf_16be) {
      append_utf16(character, encoding, bytes);
    } else {
      bytes += byte_of(character, encoding);
    }
  }
  return bytes;
}

std::string_view byte_order_mark(Encoding encoding)
{
  switch (encoding) {
  case Encoding::utf_8:
    return "\xEF\xBB\xBF";
  case Encoding::utf_16le:
    return "\xFF\xFE";
  case Encoding::utf_16be:
    return "\xFE\xFF";
  default:
    return "";
  }
}

} // namespace myatlas::formats
