#include "output/wrap.hpp"

#include <algorithm>
#include <vector>

#include "util/text.hpp"

namespace myatlas::cli {

namespace {

// Words as a shell parts them, quotes left where they are.
std::vector<std::string> shell_words(std::string_view command)
{
  std::vector<std::string> words(1);
  char quote = 0;
  for (const char c : command) {
    if (quote == 0 && c == ' ') {
      words.emplace_back();
      continue;
    }
    if (c == quote) {
      quote = 0;
    } else if (quote == 0 && (c == '\'' || c == '"')) {
      quote = c;
    }
    words.back() += c;
  }
  std::erase(words, "");
  return words;
}

// What may begin a line of its own: an option, a redirection, a pipe, the first word.
std::vector<std::string> shell_parts(std::string_view command)
{
  std::vector<std::string> parts;
  for (std::string& word : shell_words(command)) {
    const bool begins = word.starts_with("-") || word == "|" || word == ">" || word == "<" ||
                        word == "&&" || word == "||";
    if (begins || parts.empty()) {
      parts.push_back(std::move(word));
    } else {
      parts.back() += " " + word;
    }
  }
  return parts;
}

} // namespace

std::string wrapped(const std::string& text, std::size_t start, std::size_t indent,
                    std::size_t width)
{
  std::string lines;
  std::size_t column = start;
  for (const std::string_view word : util::split(text, ' ')) {
    const std::size_t size = util::length_utf8(word);
    if (column + 1 + size > width && column > indent) {
      lines += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (!lines.empty()) {
      lines += ' ';
      ++column;
    }
    lines += word;
    column += size;
  }
  return lines;
}

std::string wrapped_command(std::string_view command, std::size_t indent, std::size_t width)
{
  constexpr std::size_t k_backslash = 2; // and the blank before it
  constexpr std::size_t k_deeper = 2;
  std::string lines;
  std::size_t column = indent;
  for (const std::string& part : shell_parts(command)) {
    const std::size_t size = util::length_utf8(part);
    if (!lines.empty() && column + 1 + size + k_backslash > width) {
      lines += " \\\n" + std::string(indent + k_deeper, ' ');
      column = indent + k_deeper;
    } else if (!lines.empty()) {
      lines += ' ';
      ++column;
    }
    lines += part;
    column += size;
  }
  return lines;
}

std::size_t readable_width(std::size_t columns)
{
  return std::clamp<std::size_t>(columns == 0 ? 80 : columns, 60, 100);
}

} // namespace myatlas::cli
