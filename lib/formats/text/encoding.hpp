#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "util/result.hpp"

namespace myatlas::formats {

// How a text file writes its characters.
enum class Encoding
{
  utf_8,
  windows_1252,
  iso_8859_15,
  mac_roman, // of Macintosh programs before Mac OS X, and of Excel for Mac
  cp850,     // of DOS, and of programs that still write as it did
  utf_16le,
  utf_16be,
};

const char* to_text(Encoding encoding);
util::Result<Encoding> parse_encoding(std::string_view text); // "encoding.unknown"

// Turns bytes into UTF-8, block after block; a character cut between two blocks is kept for the
// next.
class Decoder
{
public:
  explicit Decoder(Encoding encoding) : m_encoding(encoding) {}
  void decode(std::string_view bytes, std::string& into);

  // UTF-16 so far was not in pairs of bytes and surrogates; `at_end`: nor may anything be left
  // over.
  bool is_damaged(bool at_end) const
  {
    return m_damaged || (at_end && (!m_held.empty() || m_surrogate != 0));
  }

private:
  void decode_utf16(std::string_view bytes, std::string& into);

  Encoding m_encoding;
  std::string m_held;
  char32_t m_surrogate = 0;
  bool m_damaged = false;
};

// UTF-8 back to the bytes of `encoding`; a character it lacks becomes '?'.
std::string encode(std::string_view text, Encoding encoding);

char32_t character_in(char byte, Encoding encoding); // of one byte a character

// The mark a file of this encoding begins with, as bytes.
std::string_view byte_order_mark(Encoding encoding);

void append_utf8(char32_t character, std::string& into);

} // namespace myatlas::formats
