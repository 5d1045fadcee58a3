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

std::string escaped(char c)
{
  return fmt::format("={:02X}", static_cast<unsigned char>(c));
}

// A character as an encoded word has it (RFC 2047, Q).
std::string encoded_piece(std::string_view character)
{
  std::string piece;
  for (const char c : character) {
    if (c == ' ') {
      piece += '_';
    } else {
      piece += util::is_alnum(c) ? std::string(1, c) : escaped(c);
    }
  }
  return piece;
}

// A line with an encoded word may not be longer than 76 characters, nor a word cut a character.
std::string header_text(const std::string& text)
{
  if (std::ranges::all_of(text, is_plain) &&
      text.find("=?") == text.npos) { // what looks encoded is not
    return text;
  }
  constexpr std::size_t k_room = 52; // beside "Subject: =?UTF-8?Q?" and "?=" on a line of 76
  std::string encoded, word;
  const auto flush = [&] {
    util::add_to_list(encoded, fmt::format("=?UTF-8?Q?{}?=", word), "\r\n ");
    word.clear();
  };
  for (std::size_t i = 0; i < text.size();) {
    std::size_t size = 1;
    while (i + size < text.size() && (static_cast<unsigned char>(text[i + size]) & 0xC0) == 0x80) {
      ++size;
    }
    const std::string piece = encoded_piece(text.substr(i, size));
    if (word.size() + piece.size() > k_room) {
      flush();
    }
    word += piece;
    i += size;
  }
  flush();
  return encoded;
}

std::string quoted_printable(const std::string& text)
{
  std::string body;
  std::size_t column = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') {
      body += "\r\n";
      column = 0;
      continue;
    }
    const bool before_end = i + 1 == text.size() || text[i + 1] == '\n';
    const std::string piece =
      is_plain(c) && c != '=' && !(c == ' ' && before_end) ? std::string(1, c) : escaped(c);
    if (column + piece.size() > 75) {
      body += "=\r\n";
      column = 0;
    }
    body += piece;
    column += piece.size();
  }
  return body;
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

} // namespace

util::Result<MailHeaders> headers_of(const Mail& mail, const std::string& from)
{
  const auto sender = domain::EmailAddress::parse(from),
             recipient = domain::EmailAddress::parse(mail.to);
  if (!sender || !recipient || !may_be_header(mail.subject) || !may_be_header(mail.id)) {
    return util::Error{"mail.header", {util::printable(mail.to)}};
  }
  const std::string by = domain::ascii_address(*sender), to = domain::ascii_address(*recipient);
  const std::vector<std::string> lines = {"Date: " + date_text(mail.date),
                                          "From: MyAtlas <" + by + ">",
                                          "To: <" + to + ">",
                                          "Subject: " + header_text(mail.subject),
                                          "Message-ID: <" + mail.id + "@myatlas>",
                                          "Auto-Submitted: auto-generated"};
  return MailHeaders{by, to, lines};
}

std::string html_of(const std::string& body)
{
  std::string html = "<!DOCTYPE html>\n<html><head><meta charset=\"UTF-8\"></head><body>\n";
  bool preformatted = false;
  std::string paragraph;
  const auto flush = [&] {
    if (!paragraph.empty()) {
      html += preformatted ? "<pre>" + paragraph + "</pre>\n" : "<p>" + paragraph + "</p>\n";
    }
    paragraph.clear();
  };
  for (const std::string_view line : util::split(body, '\n')) {
    const bool indented = line.starts_with("    ");
    if (line.empty() || indented != preformatted) {
      flush();
    }
    if (!line.empty()) {
      preformatted = indented;
      util::add_to_list(paragraph, escaped_markup(util::trim(line)), indented ? "\n" : "<br>\n");
    }
  }
  flush();
  return html + "</body></html>\n";
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
