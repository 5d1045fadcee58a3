#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace myatlas::util {

std::string_view trim_blanks(std::string_view text);

// Text without the blanks around it: space, tab, NBSP U+00A0, thin U+2009, narrow NBSP U+202F. Most
// text has none, which two bytes tell: those blanks begin with C2 or E2 and end with A0, 89 or AF.
[[gnu::always_inline]] inline std::string_view trim(std::string_view text)
{
  const auto begins = [](unsigned char c) { return c > ' ' && c != 0xC2 && c != 0xE2; };
  const auto ends = [](unsigned char c) { return c > ' ' && c != 0xA0 && c != 0x89 && c != 0xAF; };
  const bool bare = text.empty() || (begins(static_cast<unsigned char>(text.front())) &&
                                     ends(static_cast<unsigned char>(text.back())));
  return bare ? text : trim_blanks(text);
}

// Text with every blank named above taken out, full-width digits (U+FF10…) written in ASCII, and
// the characters of `also` dropped. Used to clean identifiers before their rule.
std::string without_blanks(std::string_view text, std::string_view also = "");

// As without_blanks, with `mark` in the place of each.
std::string blanks_as(std::string_view text, std::string_view also, char mark);

bool is_digits(std::string_view text); // ASCII digits only, at least one
bool is_upper(char c);
bool is_alnum(char c);

std::string to_upper(std::string_view text); // ASCII letters only
std::string to_lower(std::string_view text);

bool is_utf8(std::string_view text);     // well-formed, no surrogates, nothing over U+10FFFF
bool has_control(std::string_view text); // any byte below 0x20, DEL, or a C1 control in UTF-8

// Whether it has such characters or bidirectional marks, which hide what a text says. `lines`: tab
// and line feed are allowed.
bool has_hidden(std::string_view text, bool lines = false);

// Characters that are not seen at all: of no width, soft hyphens, tags. Names of files hold none.
bool has_invisible(std::string_view text);

// The first character that `allowed` refuses, whole; a byte that is no UTF-8 is refused. Empty when
// there is none.
std::string_view first_outside(std::string_view text, bool (*allowed)(char32_t));

// The first character that takes no room and is seen by nobody: a soft hyphen, a mark of byte order
// inside a text, a zero-width space or joiner. Empty: none.
std::string_view first_invisible(std::string_view text);

// Number of code points of well-formed UTF-8.
std::size_t length_utf8(std::string_view text);

// Lower case without accents, blanks, dots, hyphens and apostrophes as '_': "N° SIRET" ->
// "n_siret". NFC and NFD agree.
std::string fold(std::string_view text);

// "a" and "b" make "a, b": the separator stands where there is a word already.
void add_to_list(std::string& list, std::string_view word, std::string_view separator = ", ");

// Characters to change, add, drop or swap to get from one to the other.
std::size_t edit_distance(std::string_view from, std::string_view to);

// The closest of `words` when it is at most 2 edits and a third of its length away, else empty.
std::string nearest(std::string_view word, const std::vector<std::string>& words);

// Control and bidirectional characters shown as \u00XX, so that no stored text can drive a
// terminal.
std::string printable(std::string_view text);

// As printable, and characters that are not seen, too: what a sentence says is wrong with a text
// must be there to see.
std::string printable_and_seen(std::string_view text);

// As printable, but tabs and line feeds stay: for a text of several lines, on its way out.
std::string shown(std::string_view text);

// JSON that was written, with every such character (and DEL, which JSON lets through too) as an
// escape of JSON: it reads the same.
std::string escaped_in_json(std::string json);

std::vector<std::string_view> split(std::string_view text, char separator);

} // namespace myatlas::util
