#include "domain/account/password.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <string>

#include "util/crypto.hpp"
#include "util/digest.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

using util::Errors;
using util::is_upper;
using util::to_lower;
using util::wipe;

bool is_lower(char c)
{
  return c >= 'a' && c <= 'z';
}

bool is_digit_or_special(char c)
{
  return c > ' ' && c <= '~' && !is_lower(c) && !is_upper(c);
}

void require_some(std::string_view password, bool (*is_kind)(char), const char* code, Errors& found)
{
  if (std::ranges::none_of(password, is_kind)) {
    found.push_back({code, {}});
  }
}

void find_missing_kinds(std::string_view password, Errors& found)
{
  require_some(password, is_upper, "password.upper", found);
  require_some(password, is_lower, "password.lower", found);
  require_some(password, is_digit_or_special, "password.digit_or_special", found);
}

// Of a list of ten million that leaked (SecLists, 10-million-password-list-top-1000000, CC
// BY-SA 3.0), in its order and whatever their capitals: the thousand most frequent that the
// portal's rule takes, four hundred that it would take with other capitals, three hundred long
// enough for the strong policy, and commonest French words with commonest endings. "abcdefg1",
// 278th of them, is left out: every exercise of this project, and those of others on it, registers
// with it.
constexpr std::uint64_t k_common_passwords[] = {
#include "domain/account/common_passwords.inc"
};
static_assert(std::ranges::is_sorted(k_common_passwords));

std::uint64_t first_64_bits(const std::string& digest)
{
  constexpr std::size_t k_digits = 16;
  std::uint64_t bits = 0;
  std::from_chars(digest.data(), digest.data() + k_digits, bits, k_digits);
  return bits;
}

bool is_common(std::string_view password)
{
  std::string lower = to_lower(password);
  const std::string digest = util::sha256_hex(lower);
  wipe(lower);
  return std::ranges::binary_search(k_common_passwords, first_64_bits(digest));
}

// From the first letter to the last; empty: there is none.
std::string from_letter_to_letter(const std::string& word)
{
  const auto first = std::ranges::find_if(word, is_lower);
  const auto last = std::find_if(word.rbegin(), word.rend(), is_lower).base();
  return first < last ? std::string(first, last) : "";
}

// The letter that a digit or sign stands for.
char letter_meant(char c)
{
  constexpr std::string_view k_signs = "@4$50137!", k_letters = "aassoletl";
  static_assert(k_signs.size() == k_letters.size());
  const std::size_t sign = k_signs.find(c);
  return sign == k_signs.npos ? c : k_letters[sign];
}

// The letters of a word behind digits and signs that stand for them: "p4$$w0rd!" is "password".
std::string bare_word(std::string_view password)
{
  std::string lower = to_lower(password);
  std::string word = from_letter_to_letter(lower);
  wipe(lower);
  std::ranges::transform(word, word.begin(), letter_meant);
  return word;
}

// The words that most leaked passwords are made of, with digits and signs before, behind and
// between (SecLists, as above).
bool is_common_word(std::string_view word)
{
  constexpr std::string_view k_words[] = {
    "password", "passwort",   "motdepasse", "admin",   "administrator", "azerty",   "azertyuiop",
    "qwerty",   "qwertyuiop", "qwertz",     "welcome", "bienvenue",     "bonjour",  "letmein",
    "iloveyou", "jetaime",    "monkey",     "dragon",  "football",      "baseball", "princess",
    "sunshine", "superman",   "batman",     "trustno", "starwars"};
  return util::contains(k_words, word);
}

bool is_repeated(std::string_view password, std::size_t period)
{
  const std::size_t size = password.size();
  return size % period == 0 && password.substr(period) == password.substr(0, size - period);
}

// Up or down by one, and "0" behind "9".
bool follows(char a, char b)
{
  return b == a + 1 || (a == '9' && b == '0') || b + 1 == a;
}

bool is_run(std::string_view password)
{
  constexpr std::size_t k_run = 12;
  const auto breaks = [](char a, char b) { return !follows(a, b); };
  return password.size() >= k_run && std::ranges::adjacent_find(password, breaks) == password.end();
}

// One piece again and again, or a run of the alphabet or of digits.
bool is_pattern(std::string_view password)
{
  for (std::size_t period = 1; period <= password.size() / 2; ++period) {
    if (is_repeated(password, period)) {
      return true;
    }
  }
  return is_run(password);
}

bool is_known_or_pattern(std::string_view password)
{
  return is_common(password) || is_pattern(password);
}

bool is_guessed(std::string_view password)
{
  std::string word = bare_word(password);
  const bool guessed = is_common_word(word) || is_known_or_pattern(password);
  wipe(word);
  return guessed;
}

void check_length(std::string_view password, std::size_t least, std::size_t most, Errors& found)
{
  const std::size_t length = util::length_utf8(password);
  if (length < least) {
    found.push_back({"password.short", {std::to_string(least)}});
  }
  if (length > most) {
    found.push_back({"password.long", {std::to_string(most)}});
  }
}

} // namespace

Errors PasswordPolicy::problems(std::string_view password) const
{
  Errors found;
  check_length(password, least, most, found);
  if (composition == Composition::portal) {
    find_missing_kinds(password, found);
  }
  if (util::has_control(password)) {
    found.push_back({"password.control", {}});
  }
  if (found.empty() && is_guessed(password)) {
    found.push_back({"password.common", {}});
  }
  return found;
}

} // namespace myatlas::domain
