#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "domain/values/date.hpp"
#include "domain/values/siret.hpp"
#include "formats/text/csv_options.hpp"

// The fast path of reading rows: each function knows the commonest spelling of one thing, reads it
// without a copy, and says nothing of all others, which the plain path (cells.hpp) then reads. On
// what both read they agree, which tests/unit holds them to on made-up rows. 2.4 x the rows a
// second of the plain path alone (tests/bench).
namespace myatlas::formats::fast {

// Where a cell without quotes ends: at the separator, a line end or `end`. Sixteen bytes at a time
// where the processor can.
inline const char* cell_end(const char* at, const char* end, char separator)
{
#ifdef __SSE2__
  const __m128i separators = _mm_set1_epi8(separator), feeds = _mm_set1_epi8('\n'),
                returns = _mm_set1_epi8('\r');
  for (; end - at >= 16; at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const __m128i ends =
      _mm_or_si128(_mm_cmpeq_epi8(bytes, separators),
                   _mm_or_si128(_mm_cmpeq_epi8(bytes, feeds), _mm_cmpeq_epi8(bytes, returns)));
    if (const int found = _mm_movemask_epi8(ends)) {
      return at + __builtin_ctz(static_cast<unsigned>(found));
    }
  }
#endif
  while (at < end && *at != separator && *at != '\n' && *at != '\r') {
    ++at;
  }
  return at;
}

inline bool is_digit(char c)
{
  return static_cast<unsigned char>(c - '0') < 10;
}

// All of `text` as a number; none unless it is one to `most` digits.
[[gnu::always_inline]] inline std::optional<std::int64_t> digits(std::string_view text,
                                                                 std::size_t most)
{
  if (text.empty() || text.size() > most) {
    return std::nullopt;
  }
  std::int64_t value = 0;
  for (const char c : text) {
    if (!is_digit(c)) {
      return std::nullopt;
    }
    value = value * 10 + (c - '0');
  }
  return value;
}

// ASCII letters, digits and the signs most numbers of invoices have: what
// domain::parse_invoice_number takes as it is.
inline bool is_plain_number(std::string_view text)
{
  static constexpr auto k_plain = [] {
    std::array<bool, 256> plain{};
    for (const char c :
         std::string_view("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-/._#")) {
      plain[static_cast<unsigned char>(c)] = true;
    }
    return plain;
  }();
  return !text.starts_with('-') &&
         std::ranges::all_of(text, [](char c) { return k_plain[static_cast<unsigned char>(c)]; });
}

// Text of UTF-8 in which nothing can be hidden, eight bytes at a time: no control, and no byte C2,
// D8, E2 or EF, with which the hidden characters begin and few others of French do.
inline bool is_plain_text(std::string_view text)
{
  constexpr std::uint64_t k_ones = 0x0101010101010101, k_high = 0x8080808080808080;
  const auto zero_in = [](std::uint64_t word) { return (word - k_ones) & ~word & k_high; };
  const auto odd_in = [&](std::uint64_t word) {
    return ((word - k_ones * 0x20) & ~word & k_high) | zero_in(word ^ k_ones * 0x7F) |
           zero_in(word ^ k_ones * 0xC2) | zero_in(word ^ k_ones * 0xD8) |
           zero_in(word ^ k_ones * 0xE2) | zero_in(word ^ k_ones * 0xEF);
  };
  std::uint64_t word = k_ones * 'x';
  if (text.size() < sizeof word) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      word = word << 8 | static_cast<unsigned char>(text[i]);
    }
    return odd_in(word) == 0;
  }
  std::uint64_t odd = 0;
  for (std::size_t at = 0; at + sizeof word <= text.size(); at += sizeof word) {
    std::memcpy(&word, text.data() + at, sizeof word);
    odd |= odd_in(word);
  }
  std::memcpy(&word, text.data() + text.size() - sizeof word,
              sizeof word); // the end, some of it again
  return (odd | odd_in(word)) == 0;
}

// "1234,56", "1234.56" or "1234": cents. A mark that is not the one given is left to the plain
// path.
inline std::optional<std::int64_t> cents(std::string_view text, std::optional<DecimalMark> decimal,
                                         std::optional<DecimalMark>& seen)
{
  if (text.size() > 3 && (text[text.size() - 3] == ',' || text[text.size() - 3] == '.')) {
    const DecimalMark mark = text[text.size() - 3] == ',' ? DecimalMark::comma : DecimalMark::point;
    const auto whole = digits(text.substr(0, text.size() - 3), 9);
    const auto part = digits(text.substr(text.size() - 2), 2);
    if (!whole || !part || (decimal && *decimal != mark)) {
      return std::nullopt;
    }
    seen = decimal ? seen : mark;
    return *whole * 100 + *part;
  }
  const auto whole = digits(text, 9);
  return whole ? std::optional(*whole * 100) : std::nullopt;
}

// Fourteen digits that are a SIRET.
inline std::optional<std::int64_t> siret(std::string_view text)
{
  const auto number = text.size() == 14 ? digits(text, 14) : std::nullopt;
  return number && domain::is_siret_number(*number) ? number : std::nullopt;
}

// A percentage in hundredths, "20", "5,50" or "5.50", up to 100.
inline std::optional<std::int64_t> percent(std::string_view text)
{
  std::optional<DecimalMark> seen;
  const auto hundredths = cents(text, std::nullopt, seen);
  return hundredths && *hundredths <= 10'000 ? hundredths : std::nullopt;
}

// Where the parts of a date begin in its text.
struct DateShape
{
  std::size_t year, first, second;
};
inline constexpr DateShape k_iso_shape{0, 5, 8}, k_local_shape{6, 0, 3};

// "28/02/2026" in the order of `order`, or "2026-02-28".
inline std::optional<domain::Date> date(std::string_view text, DateOrder order)
{
  if (text.size() != 10) {
    return std::nullopt;
  }
  const bool iso = text[4] == '-' && text[7] == '-';
  if (!iso && (text[2] != '/' || text[5] != '/')) {
    return std::nullopt;
  }
  const auto part = [&](std::size_t at, std::size_t size) {
    return digits(text.substr(at, size), size);
  };
  const DateShape& shape = iso ? k_iso_shape : k_local_shape;
  const auto year = part(shape.year, 4), first = part(shape.first, 2),
             second = part(shape.second, 2);
  if (!year || !first || !second) {
    return std::nullopt;
  }
  const bool month_first = iso || order == DateOrder::mdy;
  const auto month = month_first ? *first : *second;
  const auto day = month_first ? *second : *first;
  const util::Result<domain::Date> date = domain::Date::given(
    static_cast<int>(*year), static_cast<unsigned>(month), static_cast<unsigned>(day));
  return date ? std::optional(*date) : std::nullopt;
}

// What "FR" and 25 digits, as they are kept, come to.
enum class FrenchIban
{
  other,   // something else, or a wrong key: for the plain path to say
  rib_key, // right, but for the account's own key
  right,
};

inline FrenchIban french_iban(std::string_view text)
{
  if (text.size() != 27 || text[0] != 'F' || text[1] != 'R') {
    return FrenchIban::other;
  }
  const auto key = digits(text.substr(2, 2), 2), bank = digits(text.substr(4, 10), 10),
             account = digits(text.substr(14, 11), 11), rib = digits(text.substr(25, 2), 2);
  if (!key || !bank || !account || !rib || *key < 2 || *key > 98) {
    return FrenchIban::other;
  }
  // The account, then FR as 1527, then the key, modulo 97; and the RIB's key by its weights.
  std::int64_t rest = *bank % 97;
  rest = (rest * 100'000'000'000 + *account) % 97;
  rest = (rest * 100 + *rib) % 97;
  rest = (rest * 1'000'000 + 152'700 + *key) % 97;
  const bool rib_holds =
    97 - (89 * (*bank / 100'000) + 15 * (*bank % 100'000) + 3 * *account) % 97 == *rib;
  if (rest != 1) {
    return FrenchIban::other;
  }
  return rib_holds ? FrenchIban::right : FrenchIban::rib_key;
}

// Five digits from 01000 to 98999.
inline bool is_postcode(std::string_view text)
{
  const auto number = text.size() == 5 ? digits(text, 5) : std::nullopt;
  return number && *number >= 1000 && *number <= 98'999;
}

} // namespace myatlas::formats::fast
