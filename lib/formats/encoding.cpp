#include "formats/encoding.hpp"

#include <algorithm>
#include <array>

#include "domain/names.hpp"

namespace myatlas::formats {

namespace {

constexpr domain::NamedValue<Encoding> k_encodings[] = {
  {"utf-8", Encoding::utf_8},           {"windows-1252", Encoding::windows_1252}, {"iso-8859-15", Encoding::iso_8859_15},
  {"utf-16le", Encoding::utf_16le},     {"utf-16be", Encoding::utf_16be},         {"utf8", Encoding::utf_8},
  {"cp1252", Encoding::windows_1252},   {"latin9", Encoding::iso_8859_15},
};

// Bytes 0x80 to 0x9F of Windows-1252; the five it does not define stay the controls they are.
constexpr std::array<char32_t, 32> k_windows = {
  0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
  0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178,
};

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
  for (int byte = 0; byte < 256; ++byte) {
    if (character_of(static_cast<unsigned char>(byte), encoding) == character) {
      return static_cast<char>(byte);
    }
  }
  return character == k_narrow_no_break ? static_cast<char>(k_no_break) : '?';
}

// Well-formed UTF-8 one character at a time.
char32_t take(std::string_view& text)
{
  const auto first = static_cast<unsigned char>(text[0]);
  const std::size_t size = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  char32_t value = size == 1 ? first : first & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size && i < text.size(); ++i) {
    value = value << 6 | (static_cast<unsigned char>(text[i]) & 0x3FU);
  }
  text.remove_prefix(std::min(size, text.size()));
  return value;
}

void append_unit(char32_t unit, Encoding encoding, std::string& into)
{
  const char high = static_cast<char>(unit >> 8), low = static_cast<char>(unit & 0xFF);
  into += encoding == Encoding::utf_16le ? low : high;
  into += encoding == Encoding::utf_16le ? high : low;
}

void append_utf16(char32_t character, Encoding encoding, std::string& into)
{
  if (character >= 0x10000) {
    append_unit(0xD800 + ((character - 0x10000) >> 10), encoding, into);
    append_unit(0xDC00 + ((character - 0x10000) & 0x3FF), encoding, into);
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
    const auto first = static_cast<unsigned char>(m_held[at]), second = static_cast<unsigned char>(m_held[at + 1]);
    const char32_t unit = m_encoding == Encoding::utf_16le ? second * 256U + first : first * 256U + second;
    const bool low = unit >= 0xDC00 && unit < 0xE000;
    m_damaged = m_damaged || low != (m_surrogate != 0);
    if (unit >= 0xD800 && unit < 0xDC00) {
      m_surrogate = unit;
    } else if (low) {
      append_utf8(m_surrogate == 0 ? 0xFFFD : 0x10000 + ((m_surrogate - 0xD800) << 10) + (unit - 0xDC00), into);
      m_surrogate = 0;
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
