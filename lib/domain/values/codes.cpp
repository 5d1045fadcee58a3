#include "domain/values/codes.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "util/text.hpp"

namespace myatlas::domain {

namespace {

using util::is_digits;
using util::is_upper;
using util::Result;
using util::to_upper;
using util::trim;
using util::without_blanks;

// Sorted; made from schemas/naf-rev2.csv at build time.
constexpr std::string_view k_naf_rev2[] = {
#include "naf_rev2.inc"
};

util::Error wrong_code(const char* code, std::string_view text)
{
  return {code, {std::string(text)}};
}

bool digits_between(std::string_view text, std::size_t least, std::size_t most)
{
  return text.size() >= least && text.size() <= most && is_digits(text);
}

std::string without_dot(std::string_view text)
{
  std::string naf = to_upper(text);
  if (naf.size() == 6 && naf[2] == '.') {
    naf.erase(2, 1);
  }
  return naf;
}

} // namespace

bool has_naf_form(std::string_view text)
{
  const std::string naf = without_dot(text);
  return naf.size() == 5 && is_digits(naf.substr(0, 4)) && is_upper(naf[4]);
}

namespace {

// A bit for each letter a class of four digits has: a look-up where a search would compare ten
// times.
std::vector<std::uint32_t> letters_of_classes()
{
  std::vector<std::uint32_t> letters(10'000);
  for (const std::string_view naf : k_naf_rev2) {
    letters[std::stoul(std::string(naf.substr(0, 4)))] |= 1U << (naf[4] - 'A');
  }
  return letters;
}

std::size_t number_of(std::string_view four_digits)
{
  std::size_t number = 0;
  for (const char c : four_digits) {
    number = number * 10 + static_cast<std::size_t>(c - '0');
  }
  return number;
}

// Four digits and a letter.
bool is_class_shaped(std::string_view text)
{
  return text.size() == 5 && is_digits(text.substr(0, 4)) && is_upper(text[4]);
}

} // namespace

bool is_naf_class(std::string_view text)
{
  static const std::vector<std::uint32_t> k_letters = letters_of_classes();
  return is_class_shaped(text) &&
         (k_letters[number_of(text.substr(0, 4))] >> (text[4] - 'A') & 1U) != 0;
}

Result<std::string> NafRule::normalize(std::string_view text)
{
  if (!has_naf_form(text)) {
    return wrong_code("naf.form", text);
  }
  std::string naf = without_dot(text);
  if (!std::ranges::binary_search(k_naf_rev2, std::string_view(naf))) {
    return wrong_code("naf.unknown", text);
  }
  return naf;
}

Result<std::string> IdccRule::normalize(std::string_view text)
{
  const std::string_view idcc = trim(text);
  if (!digits_between(idcc, 4, 4)) {
    return wrong_code("idcc.form", text);
  }
  return std::string(idcc);
}

Result<std::string> RncpRule::normalize(std::string_view text)
{
  const std::string spaced = to_upper(trim(text));
  const std::string code = without_blanks(spaced);
  if (code.starts_with("RNCP") && digits_between(std::string_view(code).substr(4), 3, 5)) {
    return code;
  }
  if (spaced.starts_with("RS") && digits_between(std::string_view(spaced).substr(2), 1, 5)) {
    return spaced;
  }
  return wrong_code("rncp.form", text);
}

Result<std::string> NdaRule::normalize(std::string_view text)
{
  const std::string nda = without_blanks(text, ".");
  if (!digits_between(nda, 11, 11)) {
    return wrong_code("nda.form", text);
  }
  return nda;
}

Result<std::string> UaiRule::normalize(std::string_view text)
{
  static constexpr std::string_view k_letters = "ABCDEFGHJKLMNPRSTUVWXYZ";
  const std::string uai = to_upper(trim(text));
  if (uai.size() != 8 || !is_digits(uai.substr(0, 7)) || !is_upper(uai[7])) {
    return wrong_code("uai.form", text);
  }
  if (k_letters[std::stoul(uai.substr(0, 7)) % k_letters.size()] != uai[7]) {
    return wrong_code("uai.checksum", text);
  }
  return uai;
}

Result<std::string> PostcodeRule::normalize(std::string_view text)
{
  const std::string postcode = without_blanks(text);
  if (!is_digits(postcode)) {
    return wrong_code("postcode.form", text);
  }
  if (postcode.size() != 5) {
    return wrong_code("postcode.length", text);
  }
  if (postcode < "01000" || postcode > "98999") {
    return wrong_code("postcode.form", text);
  }
  return postcode;
}

Result<std::string> MemberCodeRule::normalize(std::string_view text)
{
  const std::string_view code = trim(text);
  const bool printable = std::ranges::all_of(code, [](char c) { return c > ' ' && c <= '~'; });
  if (code.empty() || code.size() > 20 || !printable) {
    return wrong_code("member_code.form", text);
  }
  return std::string(code);
}

} // namespace myatlas::domain
