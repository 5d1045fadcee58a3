#include "formats/mail/mime.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "domain/values/person.hpp"
#include "formats/mail/markup.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

bool is_plain(char c)
{
  return c >= ' ' && c <= '~';
}

std::string escaped_in_header(char c)
{
  return fmt::format("={:02X}", static_cast<unsigned char>(c));
}

std::string encoded_letter(char c)
{
  if (c == ' ') {
    return "_";
  }
  return util::is_alnum(c) ? std::string(1, c) : escaped_in_header(c);
}

// A character as an encoded word has it (RFC 2047, Q).
std::string encoded_piece(std::string_view character)
{
  std::string piece;
  for (const char c : character) {
    piece += encoded_letter(c);
  }
  return piece;
}

bool continues_character(char c)
{
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

std::size_t size_of_character(std::string_view text)
{
  std::size_t size = 1;
  while (size < text.size() && continues_character(text[size])) {
    ++size;
  }
  return size;
}

// What looks encoded is not.
bool needs_no_encoding(const std::string& text)
{
  return std::ranges::all_of(text, is_plain) && text.find("=?") == text.npos;
}

// Words, each on a line of its own.
class EncodedWords
{
public:
  void add(const std::string& piece)
  {
    if (m_word.size() + piece.size() > k_room) {
      end_word();
    }
    m_word += piece;
  }

  std::string take()
  {
    end_word();
    return std::move(m_text);
  }

private:
  static constexpr std::size_t k_room = 52; // beside "Subject: =?UTF-8?Q?" and "?=" on a line of 76

  void end_word()
  {
    util::add_to_list(m_text, fmt::format("=?UTF-8?Q?{}?=", m_word), "\r\n ");
    m_word.clear();
  }

  std::string m_text, m_word;
};

// A line with an encoded word may not be longer than 76 characters, nor a word cut a character.
std::string header_text(const std::string& text)
{
  if (needs_no_encoding(text)) {
    return text;
  }
  EncodedWords words;
  for (std::string_view left = text; !left.empty();) {
    const std::size_t size = size_of_character(left);
    words.add(encoded_piece(left.substr(0, size)));
    left.remove_prefix(size);
  }
  return words.take();
}

// Lines of at most 76 characters (RFC 2045, 6.7).
class PrintableLines
{
public:
  void end_line()
  {
    m_text += "\r\n";
    m_column = 0;
  }

  void add(const std::string& piece)
  {
    if (m_column + piece.size() > 75) {
      break_line();
    }
    m_text += piece;
    m_column += piece.size();
  }

  std::string take() { return std::move(m_text); }

private:
  void break_line()
  {
    m_text += "=\r\n";
    m_column = 0;
  }

  std::string m_text;
  std::size_t m_column = 0;
};

std::string printable_piece(char c, bool before_end)
{
  const bool stands = is_plain(c) && c != '=' && !(c == ' ' && before_end);
  return stands ? std::string(1, c) : escaped_in_header(c);
}

bool is_before_end(const std::string& text, std::size_t at) // of a line
{
  return at + 1 == text.size() || text[at + 1] == '\n';
}

std::string quoted_printable(const std::string& text)
{
  PrintableLines lines;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') {
      lines.end_line();
    } else {
      lines.add(printable_piece(text[i], is_before_end(text, i)));
    }
  }
  return lines.take();
}

std::string date_text(util::Instant instant)
{
  const auto seconds = static_cast<std::time_t>(instant.micros / util::k_second);
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} +0000", fmt::gmtime(seconds));
}

// Nothing in it may end a line (RFC 5322 2.2), whatever reads it: no control character, no line or
// paragraph separator.
bool may_be_header(const std::string& text)
{
  return util::is_utf8(text) && !util::has_hidden(text);
}

std::vector<std::string> lines_of(const Mail& mail, const std::string& by, const std::string& to)
{
  const std::vector<std::string> lines = {"Date: " + date_text(mail.date),
                                          "From: MyAtlas <" + by + ">",
                                          "To: <" + to + ">",
                                          "Subject: " + header_text(mail.subject),
                                          "Message-ID: <" + mail.id + "@myatlas>",
                                          "Auto-Submitted: auto-generated"};
  return lines;
}

} // namespace

util::Result<MailHeaders> headers_of(const Mail& mail, const std::string& from)
{
  const auto sender = domain::EmailAddress::parse(from),
             recipient = domain::EmailAddress::parse(mail.to);
  if (!sender || !recipient || !may_be_header(mail.subject) || !may_be_header(mail.id)) {
    return util::Error{"mail.header", {util::printable(mail.to)}};
  }
  const std::string by = domain::ascii_address(*sender), to = domain::ascii_address(*recipient);
  return MailHeaders{by, to, lines_of(mail, by, to)};
}

namespace {

// Paragraphs, and what is indented as it stands.
class HtmlBody
{
public:
  void take(std::string_view line)
  {
    const bool indented = line.starts_with("    "), is_end = line.empty();
    if (is_end || indented != m_preformatted) {
      end_paragraph();
    }
    if (!is_end) {
      m_preformatted = indented;
      add(line);
    }
  }

  void end_paragraph()
  {
    if (!m_paragraph.empty()) {
      m_html += fmt::format("<{0}>{1}</{0}>\n", tag(), m_paragraph);
    }
    m_paragraph.clear();
  }

  const std::string& html() const { return m_html; }

private:
  const char* tag() const { return m_preformatted ? "pre" : "p"; }

  void add(std::string_view line)
  {
    util::add_to_list(m_paragraph, escaped_markup(util::trim(line)),
                      m_preformatted ? "\n" : "<br>\n");
  }

  std::string m_html, m_paragraph;
  bool m_preformatted = false;
};

} // namespace

std::string html_of(const std::string& body)
{
  HtmlBody html;
  for (const std::string_view line : util::split(body, '\n')) {
    html.take(line);
  }
  html.end_paragraph();
  return "<!DOCTYPE html>\n<html><head><meta charset=\"UTF-8\"></head><body>\n" + html.html() +
         "</body></html>\n";
}

std::string recipient_line(const std::string& to)
{
  return "To: " + header_text(to);
}

std::string to_eml(const Mail& mail)
{
  return fmt::format(
    "Message-ID: <{}@myatlas>\r\nDate: {}\r\nFrom: MyAtlas <no-reply@myatlas.invalid>\r\n{}\r\n"
    "Subject: {}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n"
    "Content-Transfer-Encoding: quoted-printable\r\n\r\n{}",
    mail.id, date_text(mail.date), recipient_line(mail.to), header_text(mail.subject),
    quoted_printable(mail.body));
}

} // namespace myatlas::formats
