#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "util/text.hpp"

namespace myatlas::formats {

// The lines of a DSN, with their numbers.
class DsnLines
{
public:
  explicit DsnLines(std::string_view text) : m_text(text) {}

  // Whether the text begins as a DSN does; goes on behind a byte order mark.
  bool begin_as_dsn()
  {
    if (m_text.starts_with("\xEF\xBB\xBF")) {
      m_text.remove_prefix(3);
    }
    return begins_block(m_text);
  }

  bool at_end() const { return m_text.empty(); }
  std::uint64_t number() const { return m_number; } // of the line that was given last

  std::string_view next()
  {
    const std::size_t end = std::min(m_text.find('\n'), m_text.size());
    const std::string_view line = m_text.substr(0, end);
    m_text.remove_prefix(std::min(end + 1, m_text.size()));
    ++m_number;
    return without_return(line);
  }

private:
  // "S10.G00…" or, of a concentrator, "S05…".
  static bool begins_block(std::string_view text)
  {
    return text.size() > 15 && text[0] == 'S' && is_part_of_block(text.substr(1, 4));
  }

  static bool is_part_of_block(std::string_view text) // "21.G"
  {
    return util::is_digits(text.substr(0, 2)) && text.substr(2) == ".G";
  }

  static std::string_view without_return(std::string_view line)
  {
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    return line;
  }

  std::string_view m_text; // what is left
  std::uint64_t m_number = 0;
};

} // namespace myatlas::formats
