#include "roff.hpp"

#include <algorithm>
#include <utility>

#include "util/text.hpp"

namespace myatlas::cli {

namespace {

std::string_view roff_of(const char& c)
{
  if (c == '\\') {
    return "\\e";
  }
  return c == '-' ? std::string_view("\\-") : std::string_view(&c, 1);
}

// What roff would take for a request at the beginning of a line.
bool begins_request(std::string_view line)
{
  return line.starts_with('.') || line.starts_with('\'');
}

// Words of a list may go on the next line.
std::string breakable(const std::string& words)
{
  std::string text;
  for (const char c : words) {
    text += c == '|' ? "|\\:" : std::string(1, c);
  }
  return text;
}

bool begins_wide(unsigned char c)
{
  return c >= 0xC0;
}

// How wide a word is there: a character beyond ASCII takes eight.
std::size_t width_of(std::string_view word)
{
  const auto wide = static_cast<std::size_t>(std::ranges::count_if(word, begins_wide));
  return word.size() + 7 * wide;
}

// Running text in lines of at most about 80 characters, as roff wants them.
class FilledLines
{
public:
  void add(std::string_view word)
  {
    const std::size_t size = width_of(word);
    if (m_width != 0 && m_width + 1 + size > k_most) {
      turn(begins_request(word));
    } else if (m_width != 0) {
      blank();
    }
    m_text += word;
    m_width += size;
  }

  std::string text() const { return m_text + "\n"; }

private:
  void turn(bool before_request)
  {
    m_text += before_request ? "\n\\&" : "\n";
    m_width = 0;
  }

  void blank()
  {
    m_text += " ";
    ++m_width;
  }

  static constexpr std::size_t k_most = 76;

  std::string m_text;
  std::size_t m_width = 0;
};

std::string filled_lines(std::string_view line)
{
  FilledLines lines;
  for (const std::string_view word : util::split(line, ' ')) {
    lines.add(word);
  }
  return lines.text();
}

// Which lines of a page are running text; what is set apart stays.
class RunningText
{
public:
  // The line after .TP stands by itself.
  bool holds(std::string_view line)
  {
    if (line == ".nf" || line == ".fi") {
      m_is_filled = line == ".fi";
    }
    const bool after_tag = std::exchange(m_is_tag, line == ".TP");
    return m_is_filled && !after_tag && !line.starts_with('.');
  }

private:
  bool m_is_filled = true, m_is_tag = false;
};

} // namespace

std::string roff(std::string_view text)
{
  std::string escaped;
  for (const char& c : text) {
    escaped += roff_of(c);
  }
  return begins_request(escaped) ? "\\&" + escaped : escaped;
}

std::string roff_value(const std::string& value)
{
  return value.empty() ? "" : " \\fI" + breakable(roff(value)) + "\\fR";
}

std::string folded_page(const std::string& page)
{
  std::string text;
  RunningText running;
  for (const std::string_view line : util::split(page, '\n')) {
    text += running.holds(line) ? filled_lines(line) : std::string(line) + "\n";
  }
  text.pop_back(); // of the empty piece after the last line
  return text;
}

} // namespace myatlas::cli
