#include "util/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <optional>

#include <fmt/format.h>

#include "util/utf8.hpp"

namespace myatlas::util {

namespace {

struct CodePoint
{
  char32_t value = 0;
  std::size_t size = 0; // bytes; 0: malformed
};

bool continues(char c)
{
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

CodePoint decode(std::string_view text)
{
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80) {
    return {first, 1};
  }
  const std::size_t size = size_in_utf8(first);
  static constexpr std::array<char32_t, 5> k_lowest = {0, 0, 0x80, 0x800, 0x10000};
  if (first < 0xC2 || first > 0xF4 || text.size() < size) {
    return {};
  }
  char32_t value = first & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if (!continues(text[i])) {
      return {};
    }
    value = value << 6 | (static_cast<unsigned char>(text[i]) & 0x3FU);
  }
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  return value < k_lowest[size] || value > 0x10FFFF || surrogate ? CodePoint{}
                                                                 : CodePoint{value, size};
}

bool is_blank(char32_t c)
{
  return c == ' ' || c == '\t' || c == 0xA0 || c == 0x2009 || c == 0x202F;
}

// Size of the blank that ends `text`, 0 when there is none.
std::size_t trailing_blank(std::string_view text)
{
  for (std::size_t size = 1; size <= 3 && size <= text.size(); ++size) {
    const CodePoint c = decode(text.substr(text.size() - size));
    if (c.size == size) {
      return is_blank(c.value) ? size : 0;
    }
  }
  return 0;
}

// Latin letters of French headers to their bare form: U+00C0 to U+00FF in order; '.' has none.
constexpr std::string_view k_bare = "aaaaaa.ceeeeiiii.nooooo.ouuuuy.."
                                    "aaaaaa.ceeeeiiii.nooooo.ouuuuy.y";
static_assert(k_bare.size() == 64);

char in_lower_case(char c)
{
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

char bare_letter(char32_t c)
{
  if (c < 0x80) {
    return in_lower_case(static_cast<char>(c));
  }
  return c >= 0xC0 && c <= 0xFF ? k_bare[c - 0xC0] : '.';
}

bool is_combining(char32_t c)
{
  return c >= 0x300 && c <= 0x36F;
}

bool is_bidi(char32_t c)
{
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E ||
         c == 0x200F || c == 0x061C;
}

// How many bytes of plain ASCII `text` begins with, eight at a time.
std::size_t ascii_head(std::string_view text)
{
  constexpr std::uint64_t k_high_bits = 0x8080808080808080;
  std::size_t size = 0;
  for (std::uint64_t word = 0; size + sizeof word <= text.size(); size += sizeof word) {
    std::memcpy(&word, text.data() + size, sizeof word);
    if ((word & k_high_bits) != 0) {
      break;
    }
  }
  while (size < text.size() && static_cast<unsigned char>(text[size]) < 0x80) {
    ++size;
  }
  return size;
}

bool drives_terminal(char32_t c)
{
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || is_bidi(c) || c == 0x2028 || c == 0x2029;
}

} // namespace

std::string_view trim_blanks(std::string_view text)
{
  while (!text.empty()) {
    const CodePoint c = decode(text);
    if (c.size == 0 || !is_blank(c.value)) {
      break;
    }
    text.remove_prefix(c.size);
  }
  while (const std::size_t size = text.empty() ? 0 : trailing_blank(text)) {
    text.remove_suffix(size);
  }
  return text;
}

namespace {

// The text with its blanks, and what `also` has, as `mark` or, without one, left out; full-width
// digits as plain ones.
std::string blanks_marked(std::string_view text, std::string_view also, std::optional<char> mark)
{
  std::string kept;
  kept.reserve(text.size());
  while (!text.empty()) {
    const CodePoint c = decode(text);
    const std::size_t size = std::max<std::size_t>(c.size, 1);
    const bool is_gap =
      c.size != 0 && (is_blank(c.value) || (c.size == 1 && also.find(text[0]) != also.npos));
    if (c.value >= 0xFF10 && c.value <= 0xFF19) {
      kept += static_cast<char>('0' + (c.value - 0xFF10));
    } else if (!is_gap) {
      kept += text.substr(0, size);
    } else if (mark) {
      kept += *mark;
    }
    text.remove_prefix(size);
  }
  return kept;
}

} // namespace

std::string without_blanks(std::string_view text, std::string_view also)
{
  return blanks_marked(text, also, std::nullopt);
}

std::string blanks_as(std::string_view text, std::string_view also, char mark)
{
  return blanks_marked(text, also, mark);
}

bool is_digits(std::string_view text)
{
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_upper(char c)
{
  return c >= 'A' && c <= 'Z';
}

bool is_alnum(char c)
{
  return (c >= '0' && c <= '9') || is_upper(c) || (c >= 'a' && c <= 'z');
}

namespace {

char upper_of(char c)
{
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
}

char lower_of(char c)
{
  return is_upper(c) ? static_cast<char>(c + 32) : c;
}

} // namespace

std::string to_upper(std::string_view text)
{
  std::string upper(text);
  std::ranges::transform(upper, upper.begin(), upper_of);
  return upper;
}

std::string to_lower(std::string_view text)
{
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), lower_of);
  return lower;
}

bool is_utf8(std::string_view text)
{
  while (!text.empty()) {
    text.remove_prefix(ascii_head(text));
    if (text.empty()) {
      break;
    }
    const std::size_t size = decode(text).size;
    if (size == 0) {
      return false;
    }
    text.remove_prefix(size);
  }
  return true;
}

static bool is_control(char32_t c)
{
  return c < 0x20 || (c >= 0x7F && c <= 0x9F);
}

bool has_control(std::string_view text)
{
  while (!text.empty()) {
    const CodePoint c = decode(text);
    if (c.size == 0 || is_control(c.value)) {
      return true;
    }
    text.remove_prefix(c.size);
  }
  return false;
}

bool has_hidden(std::string_view text, bool lines)
{
  if (std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; })) {
    return false;
  }
  while (!text.empty()) {
    const CodePoint c = decode(text);
    const bool allowed = lines && (c.value == '\n' || c.value == '\t');
    if (c.size == 0 || (drives_terminal(c.value) && !allowed)) {
      return true;
    }
    text.remove_prefix(c.size);
  }
  return false;
}

bool has_invisible(std::string_view text)
{
  return !first_outside(text, [](char32_t c) {
            return c != 0xAD && c != 0x34F && c != 0x61C && c != 0x180E &&
                   !(c >= 0x200B && c <= 0x200F) && !(c >= 0x2060 && c <= 0x206F) && c != 0xFEFF &&
                   !(c >= 0xFE00 && c <= 0xFE0F) && !(c >= 0xFFF9 && c <= 0xFFFB) &&
                   !(c >= 0xE0000 && c <= 0xE0FFF);
          }).empty();
}

namespace {

bool is_seen(char32_t c)
{
  constexpr std::u32string_view k_invisible = U"\u00AD\u180E\u200B\u200C\u200D\u2060\uFEFF";
  return k_invisible.find(c) == std::u32string_view::npos;
}

} // namespace

std::string_view first_invisible(std::string_view text)
{
  return first_outside(text, is_seen);
}

std::string_view first_outside(std::string_view text, bool (*allowed)(char32_t))
{
  while (!text.empty()) {
    const CodePoint c = decode(text);
    if (c.size == 0 || !allowed(c.value)) {
      return text.substr(0, std::max<std::size_t>(c.size, 1));
    }
    text.remove_prefix(c.size);
  }
  return {};
}

std::size_t length_utf8(std::string_view text)
{
  return static_cast<std::size_t>(
    std::ranges::count_if(text, [](char c) { return !continues(c); }));
}

std::string fold(std::string_view text)
{
  std::string folded;
  while (!text.empty()) {
    const CodePoint c = decode(text);
    const char letter = bare_letter(c.value);
    if (c.value == 0x153 || c.value == 0x152) {
      folded += "oe";
    } else if (is_alnum(letter)) {
      folded += letter;
    } else if (!is_combining(c.value) && c.value != 0xB0 && !folded.empty() &&
               folded.back() != '_') {
      folded += '_';
    }
    text.remove_prefix(std::max<std::size_t>(c.size, 1));
  }
  while (!folded.empty() && folded.back() == '_') {
    folded.pop_back();
  }
  return folded;
}

namespace {

// What `is_written_out` is told by its number, as are bytes that are no text; what is in `kept`
// stays.
std::string disarmed(std::string_view text, std::string_view kept,
                     bool (*is_written_out)(char32_t) = drives_terminal)
{
  std::string disarmed;
  while (!text.empty()) {
    const CodePoint c = decode(text);
    if (c.size == 0) {
      disarmed += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[0]));
    } else if (is_written_out(c.value) && !(c.size == 1 && kept.find(text[0]) != kept.npos)) {
      disarmed += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(c.value));
    } else {
      disarmed += text.substr(0, c.size);
    }
    text.remove_prefix(std::max<std::size_t>(c.size, 1));
  }
  return disarmed;
}

} // namespace

std::string printable(std::string_view text)
{
  return disarmed(text, "");
}

std::string printable_and_seen(std::string_view text)
{
  return disarmed(text, "", [](char32_t c) { return drives_terminal(c) || !is_seen(c); });
}

std::string shown(std::string_view text)
{
  return has_hidden(text, true) ? disarmed(text, "\n\t") : std::string(text);
}

std::string escaped_in_json(std::string json)
{
  return has_hidden(json, true)
           ? disarmed(json, "\n")
           : std::move(json); // a line feed is between members, never in a text
}

void add_to_list(std::string& list, std::string_view word, std::string_view separator)
{
  if (!list.empty()) {
    list += separator;
  }
  list += word;
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == text.npos) {
      return parts;
    }
    text.remove_prefix(end + 1);
  }
}

} // namespace myatlas::util
