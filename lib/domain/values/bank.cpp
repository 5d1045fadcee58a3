#include "domain/values/bank.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "domain/values/check_digits.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::domain {

namespace {

using util::Error;
using util::is_upper;
using util::Result;
using util::to_upper;
using util::without_blanks;

// Country, length, and the account part as in the IBAN registry: n digits, a capitals, c either,
// each with its count.
struct IbanCountry
{
  std::string_view code;
  std::size_t length;
  std::string_view structure;
};

constexpr std::array k_countries = {
  IbanCountry{"AD", 24, "n8c12"},    IbanCountry{"AE", 23, "n19"},
  IbanCountry{"AL", 28, "n8c16"},    IbanCountry{"AT", 20, "n16"},
  IbanCountry{"AZ", 28, "a4c20"},    IbanCountry{"BA", 20, "n16"},
  IbanCountry{"BE", 16, "n12"},      IbanCountry{"BG", 22, "a4n6c8"},
  IbanCountry{"BH", 22, "a4c14"},    IbanCountry{"BI", 27, "n23"},
  IbanCountry{"BR", 29, "n23a1c1"},  IbanCountry{"BY", 28, "c4n4c16"},
  IbanCountry{"CH", 21, "n5c12"},    IbanCountry{"CR", 22, "n18"},
  IbanCountry{"CY", 28, "n8c16"},    IbanCountry{"CZ", 24, "n20"},
  IbanCountry{"DE", 22, "n18"},      IbanCountry{"DJ", 27, "n23"},
  IbanCountry{"DK", 18, "n14"},      IbanCountry{"DO", 28, "c4n20"},
  IbanCountry{"EE", 20, "n16"},      IbanCountry{"EG", 29, "n25"},
  IbanCountry{"ES", 24, "n20"},      IbanCountry{"FI", 18, "n14"},
  IbanCountry{"FK", 18, "a2n12"},    IbanCountry{"FO", 18, "n14"},
  IbanCountry{"FR", 27, "n10c11n2"}, IbanCountry{"GB", 22, "a4n14"},
  IbanCountry{"GE", 22, "a2n16"},    IbanCountry{"GI", 23, "a4c15"},
  IbanCountry{"GL", 18, "n14"},      IbanCountry{"GR", 27, "n7c16"},
  IbanCountry{"GT", 28, "c24"},      IbanCountry{"HR", 21, "n17"},
  IbanCountry{"HU", 28, "n24"},      IbanCountry{"IE", 22, "a4n14"},
  IbanCountry{"IL", 23, "n19"},      IbanCountry{"IQ", 23, "a4n15"},
  IbanCountry{"IS", 26, "n22"},      IbanCountry{"IT", 27, "a1n10c12"},
  IbanCountry{"JO", 30, "a4n4c18"},  IbanCountry{"KW", 30, "a4c22"},
  IbanCountry{"KZ", 20, "n3c13"},    IbanCountry{"LB", 28, "n4c20"},
  IbanCountry{"LC", 32, "a4c24"},    IbanCountry{"LI", 21, "n5c12"},
  IbanCountry{"LT", 20, "n16"},      IbanCountry{"LU", 20, "n3c13"},
  IbanCountry{"LV", 21, "a4c13"},    IbanCountry{"LY", 25, "n21"},
  IbanCountry{"MC", 27, "n10c11n2"}, IbanCountry{"MD", 24, "c20"},
  IbanCountry{"ME", 22, "n18"},      IbanCountry{"MK", 19, "n3c10n2"},
  IbanCountry{"MN", 20, "n16"},      IbanCountry{"MR", 27, "n23"},
  IbanCountry{"MT", 31, "a4n5c18"},  IbanCountry{"MU", 30, "a4n19a3"},
  IbanCountry{"NI", 28, "a4n20"},    IbanCountry{"NL", 18, "a4n10"},
  IbanCountry{"NO", 15, "n11"},      IbanCountry{"OM", 23, "n3c16"},
  IbanCountry{"PK", 24, "a4c16"},    IbanCountry{"PL", 28, "n24"},
  IbanCountry{"PS", 29, "a4c21"},    IbanCountry{"PT", 25, "n21"},
  IbanCountry{"QA", 29, "a4c21"},    IbanCountry{"RO", 24, "a4c16"},
  IbanCountry{"RS", 22, "n18"},      IbanCountry{"RU", 33, "n14c15"},
  IbanCountry{"SA", 24, "n2c18"},    IbanCountry{"SC", 31, "a4n20a3"},
  IbanCountry{"SD", 18, "n14"},      IbanCountry{"SE", 24, "n20"},
  IbanCountry{"SI", 19, "n15"},      IbanCountry{"SK", 24, "n20"},
  IbanCountry{"SM", 27, "a1n10c12"}, IbanCountry{"SO", 23, "n19"},
  IbanCountry{"ST", 25, "n21"},      IbanCountry{"SV", 28, "a4n20"},
  IbanCountry{"TL", 23, "n19"},      IbanCountry{"TN", 24, "n20"},
  IbanCountry{"TR", 26, "n6c16"},    IbanCountry{"UA", 29, "n6c19"},
  IbanCountry{"VA", 22, "n18"},      IbanCountry{"VG", 24, "a4n16"},
  IbanCountry{"XK", 20, "n16"},      IbanCountry{"YE", 30, "a4n4c18"},
};

// ISO 3166-1 alpha-2, and XK (Kosovo) as SWIFT uses it.
constexpr std::string_view k_iso_countries =
  "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS "
  "BT BV BW BY BZ CA CC "
  "CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ "
  "FK FM FO FR GA GB GD "
  "GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT "
  "JE JM JO JP KE KG KH "
  "KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP "
  "MQ MR MS MT MU MV MW "
  "MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE "
  "RO RS RU RW SA SB SC "
  "SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV "
  "TW TZ UA UG UM US UY "
  "UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

bool is_iso_country(std::string_view code)
{
  const std::size_t at = k_iso_countries.find(code);
  return at != k_iso_countries.npos && at % 3 == 0;
}

bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

bool fits(char c, char kind)
{
  switch (kind) {
  case 'n':
    return is_digit(c);
  case 'a':
    return is_upper(c);
  default:
    return is_digit(c) || is_upper(c);
  }
}

// The number at the beginning of a text, taken off.
std::size_t take_count(std::string_view& text)
{
  std::size_t count = 0;
  while (!text.empty() && is_digit(text.front())) {
    count = count * 10 + static_cast<std::size_t>(text.front() - '0');
    text.remove_prefix(1);
  }
  return count;
}

bool all_fit(std::string_view text, char kind)
{
  return std::ranges::all_of(text, [&](char c) { return fits(c, kind); });
}

bool matches(std::string_view account, std::string_view structure)
{
  while (!structure.empty()) {
    const char kind = structure.front();
    structure.remove_prefix(1);
    const std::size_t count = take_count(structure);
    if (account.size() < count || !all_fit(account.substr(0, count), kind)) {
      return false;
    }
    account.remove_prefix(count);
  }
  return account.empty();
}

// A country and two check digits.
bool has_country(const std::string& iban)
{
  return is_upper(iban[0]) && is_upper(iban[1]);
}

bool has_key(const std::string& iban)
{
  return is_digit(iban[2]) && is_digit(iban[3]);
}

bool begins_as_iban(const std::string& text)
{
  return text.size() >= 5 && has_country(text) && has_key(text);
}

// 00, 01 and 99 pass the remainder test but are never issued.
bool check_digits_hold(const std::string& iban)
{
  const std::string_view digits = std::string_view(iban).substr(2, 2);
  return digits >= "02" && digits <= "98" && modulo(iban.substr(4) + iban.substr(0, 4), 97) == 1;
}

char rib_digit(char c)
{
  const int rank = c - 'A';
  return static_cast<char>('0' + (rank < 18 ? rank % 9 + 1 : rank - 16));
}

// A letter of a French account number counts A,J=1 B,K,S=2 … I,R,Z=9.
std::string rib_digits(std::string_view text)
{
  std::string digits(text);
  for (char& c : digits) {
    c = is_upper(c) ? rib_digit(c) : c;
  }
  return digits;
}

const IbanCountry* country_of(std::string_view iban)
{
  return util::find_by(k_countries, iban.substr(0, 2), &IbanCountry::code);
}

Error wrong_iban(const char* code, const std::string& iban)
{
  return {code, {masked_iban(iban)}};
}

Error wrong_length(const std::string& iban, const IbanCountry& country)
{
  return {"iban.length",
          {masked_iban(iban), std::to_string(country.length), std::to_string(iban.size())}};
}

// Its length, its form and its check digits, once its country is known.
util::Outcome check_iban(const std::string& iban, const IbanCountry& country)
{
  if (iban.size() != country.length) {
    return wrong_length(iban, country);
  }
  if (!matches(std::string_view(iban).substr(4), country.structure)) {
    return wrong_iban("iban.form", iban);
  }
  if (!check_digits_hold(iban)) {
    return wrong_iban("iban.checksum", iban);
  }
  return util::Done{};
}

} // namespace

Result<std::string> IbanRule::normalize(std::string_view text)
{
  const std::string iban = to_upper(without_blanks(text, "-"));
  if (looks_scientific(iban)) {
    return wrong_iban("iban.scientific", iban);
  }
  if (!begins_as_iban(iban)) {
    return wrong_iban("iban.form", iban);
  }
  const IbanCountry* country = country_of(iban);
  if (country == nullptr) {
    return Error{"iban.country", {masked_iban(iban), iban.substr(0, 2)}};
  }
  TRY(check_iban(iban, *country));
  return iban;
}

std::string masked_iban(std::string_view iban)
{
  if (iban.size() < 12) {
    return std::string(iban.substr(0, 4)) + (iban.size() > 4 ? " ****" : "");
  }
  return std::string(iban.substr(0, 4)) + " **** " + std::string(iban.substr(iban.size() - 4));
}

namespace {

bool is_rib(const std::string& iban)
{
  return iban.starts_with("FR") || iban.starts_with("MC");
}

std::uint64_t part_of(const std::string& digits, std::size_t from, std::size_t size)
{
  return std::stoull(digits.substr(from, size));
}

} // namespace

bool rib_key_holds(const Iban& iban)
{
  const std::string& text = iban.text();
  if (!is_rib(text)) {
    return true;
  }
  const std::string digits = rib_digits(std::string_view(text).substr(4));
  const std::uint64_t bank = part_of(digits, 0, 5), branch = part_of(digits, 5, 5),
                      account = part_of(digits, 10, 11);
  return 97 - (89 * bank + 15 * branch + 3 * account) % 97 == part_of(digits, 21, 2);
}

namespace {

// A bank, a country, a place and, where it is told, a branch.
bool has_bic_form(const std::string& bic)
{
  return (bic.size() == 8 || bic.size() == 11) && std::ranges::all_of(bic.substr(0, 6), is_upper) &&
         std::ranges::all_of(bic, util::is_alnum);
}

} // namespace

Result<std::string> BicRule::normalize(std::string_view text)
{
  const std::string bic = to_upper(without_blanks(text));
  if (!has_bic_form(bic) || !is_iso_country(bic.substr(4, 2))) {
    return Error{"bic.form", {std::string(text)}};
  }
  return bic;
}

} // namespace myatlas::domain
