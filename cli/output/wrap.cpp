#include "output/wrap.hpp"

#include <algorithm>
#include <vector>

#include "util/ranges.hpp"
#include "util/text.hpp"

namespace myatlas::cli {

namespace {

bool opens_quote(char c, char quote)
{
  return quote == 0 && (c == '\'' || c == '"');
}

// The quote one is in after `c`; 0: in none.
char quote_after(char c, char quote)
{
  if (c == quote) {
    return 0;
  }
  return opens_quote(c, quote) ? c : quote;
}

// Words as a shell parts them, quotes left where they are.
std::vector<std::string> shell_words(std::string_view command)
{
  std::vector<std::string> words(1);
  char quote = 0;
  for (const char c : command) {
    if (quote == 0 && c == ' ') {
      words.emplace_back();
    } else {
      quote = quote_after(c, quote);
      words.back() += c;
    }
  }
  std::erase(words, "");
  return words;
}

constexpr std::string_view k_signs[] = {"|", ">", "<", "&&", "||"};

bool begins_part(const std::string& word)
{
  return word.starts_with("-") || util::contains(k_signs, word);
}

// What may begin a line of its own: an option, a redirection, a pipe, the first word.
std::vector<std::string> shell_parts(std::string_view command)
{
  std::vector<std::string> parts;
  for (std::string& word : shell_words(command)) {
    if (begins_part(word) || parts.empty()) {
      parts.push_back(std::move(word));
    } else {
      parts.back() += " " + word;
    }
  }
  return parts;
}

// Text that is put in lines, part by part.
class Lines
{
public:
  // `column` is where it begins; `turn` ends a line, and `indent` is where the next begins.
  Lines(std::size_t column, std::size_t indent, std::string turn)
    : m_column(column), m_indent(indent), m_turn(std::move(turn))
  {
  }

  bool has_room(std::size_t size, std::size_t width) const { return m_column + 1 + size <= width; }
  bool is_empty() const { return m_text.empty(); }
  std::size_t column() const { return m_column; }

  void turn()
  {
    m_text += m_turn + "\n" + std::string(m_indent, ' ');
    m_column = m_indent;
  }

  void blank()
  {
    if (!m_text.empty()) {
      m_text += ' ';
      ++m_column;
    }
  }

  void add(std::string_view part, std::size_t size)
  {
    m_text += part;
    m_column += size;
  }

  const std::string& text() const { return m_text; }

private:
  std::size_t m_column, m_indent;
  std::string m_turn, m_text;
};

} // namespace

std::string wrapped(const std::string& text, std::size_t start, std::size_t indent,
                    std::size_t width)
{
  Lines lines(start, indent, "");
  for (const std::string_view word : util::split(text, ' ')) {
    const std::size_t size = util::length_utf8(word);
    if (!lines.has_room(size, width) && lines.column() > indent) {
      lines.turn();
    } else {
      lines.blank();
    }
    lines.add(word, size);
  }
  return lines.text();
}

std::string wrapped_command(std::string_view command, std::size_t indent, std::size_t width)
{
  constexpr std::size_t k_backslash = 2; // and the blank before it
  constexpr std::size_t k_deeper = 2;
  Lines lines(indent, indent + k_deeper, " \\");
  for (const std::string& part : shell_parts(command)) {
    const std::size_t size = util::length_utf8(part) + k_backslash;
    if (!lines.is_empty() && !lines.has_room(size, width)) {
      lines.turn();
    } else {
      lines.blank();
    }
    lines.add(part, size - k_backslash);
  }
  return lines.text();
}

std::size_t readable_width(std::size_t columns)
{
  return std::clamp<std::size_t>(columns == 0 ? 80 : columns, 60, 100);
}

} // namespace myatlas::cli
