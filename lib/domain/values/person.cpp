#include "domain/values/person.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <idn2.h>

#include "domain/values/check_digits.hpp"
#include "domain/values/siret.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::domain {

namespace {

using util::Error;
using util::is_alnum;
using util::is_digits;
using util::Result;
using util::to_lower;
using util::to_upper;
using util::trim;
using util::without_blanks;

// --- NIR ---

bool is_corsican(std::string_view department)
{
  return department == "2A" || department == "2B";
}

std::string in_figures(std::string nir)
{
  const std::string department = nir.substr(5, 2);
  if (is_corsican(department)) {
    nir.replace(5, 2, department == "2A" ? "19" : "18");
  }
  return nir;
}

// --- VAT ---

constexpr std::string_view k_vat_alphabet = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"; // no I, no O

bool vat_key_holds(const std::string& vat)
{
  const std::string siren = vat.substr(2);
  if (is_digits(vat.substr(0, 2))) {
    return std::stoul(vat.substr(0, 2)) == modulo(siren + "12", 97);
  }
  const auto first = k_vat_alphabet.find(vat[0]), second = k_vat_alphabet.find(vat[1]);
  const auto check = first < 10 ? first * 24 + second - 10 : first * 34 + second - 100;
  return (std::stoul(siren) + 1 + check / 11) % 11 == check % 11;
}

// --- Telephone ---

// Countries of the French numbering plan, mainland first.
constexpr std::array<std::string_view, 9> k_french_prefixes = {"33",  "262", "590", "594", "596",
                                                               "508", "681", "687", "689"};

std::string without_prefix(std::string phone)
{
  if (phone.starts_with("tel:")) {
    phone.erase(0, 4);
  }
  if (const std::size_t zero = phone.find("(0)"); zero != phone.npos) {
    phone.erase(zero, 3);
  }
  if (phone.starts_with("00")) {
    phone.replace(0, 2, 1, '+');
  }
  return phone;
}

// Overseas numbers are written 0262… at home and +262 262… abroad.
struct OverseasRange
{
  std::string_view begins;
  std::string_view prefix;
};

constexpr std::array k_overseas = {
  OverseasRange{"262", "262"}, OverseasRange{"263", "262"}, OverseasRange{"692", "262"},
  OverseasRange{"693", "262"}, OverseasRange{"269", "262"}, OverseasRange{"639", "262"}, // Mayotte
  OverseasRange{"590", "590"}, OverseasRange{"690", "590"}, OverseasRange{"691", "590"},
  OverseasRange{"594", "594"}, OverseasRange{"694", "594"}, OverseasRange{"596", "596"},
  OverseasRange{"696", "596"}, OverseasRange{"697", "596"},
};

// Nine digits, the zero gone, to E.164.
std::string from_home(const std::string& digits)
{
  const auto overseas =
    std::ranges::find(k_overseas, std::string_view(digits).substr(0, 3), &OverseasRange::begins);
  return fmt::format("+{}{}", overseas == k_overseas.end() ? "33" : overseas->prefix, digits);
}

bool is_national(std::string_view digits)
{
  return digits.size() == 9 && is_digits(digits) && digits[0] != '0';
}

// Plans of their own, without a zero in front: Polynesia has eight digits since 2014,
// Saint-Pierre-et-Miquelon, Wallis-et-Futuna and New Caledonia six.
struct IslandLength
{
  std::string_view prefix;
  std::size_t digits;
};
constexpr IslandLength k_island_lengths[] = {{"508", 6}, {"681", 6}, {"687", 6}, {"689", 8}};

bool begins_abroad_with(std::string_view phone, std::string_view prefix)
{
  return phone.substr(1).starts_with(prefix);
}

// Behind its country, without the zero that some leave.
std::string_view national_part(std::string_view phone, std::string_view prefix)
{
  std::string_view rest = phone.substr(1 + prefix.size());
  rest.remove_prefix(rest.size() == 10 && rest[0] == '0' ? 1 : 0);
  return rest;
}

bool is_of_island(const IslandLength& island, std::string_view rest)
{
  return island.digits == rest.size() && is_digits(rest);
}

// Nine digits, or what the plan of an island has; the mobiles of Saint-Pierre-et-Miquelon have
// nine.
bool is_of_plan(std::string_view prefix, std::string_view rest)
{
  const auto* island = util::find_by(k_island_lengths, prefix, &IslandLength::prefix);
  if (island == nullptr) {
    return is_national(rest);
  }
  return is_of_island(*island, rest) || (island->prefix == "508" && is_national(rest));
}

std::string international(const std::string& phone)
{
  for (const std::string_view prefix : k_french_prefixes) {
    if (begins_abroad_with(phone, prefix)) {
      const std::string_view rest = national_part(phone, prefix);
      return is_of_plan(prefix, rest) ? fmt::format("+{}{}", prefix, rest) : "";
    }
  }
  return {};
}

// --- E-mail ---

bool is_local_part(std::string_view local)
{
  static constexpr std::string_view k_marks = "!#$%&'*+-/=?^_`{|}~.";
  const auto allowed = [](char c) { return is_alnum(c) || k_marks.find(c) != k_marks.npos; };
  return !local.empty() && local.size() <= 64 && std::ranges::all_of(local, allowed) &&
         local.front() != '.' && local.back() != '.' && local.find("..") == local.npos;
}

bool is_label(std::string_view label)
{
  return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
         std::ranges::all_of(label, [](char c) { return is_alnum(c) || c == '-'; });
}

bool is_host(const std::string& ascii)
{
  const std::vector<std::string_view> labels = util::split(ascii, '.');
  const std::string_view top = labels.back();
  return labels.size() >= 2 && std::ranges::all_of(labels, is_label) && top.size() >= 2 &&
         !is_digits(top);
}

// Runs a conversion of libidn2; empty when it refuses.
std::string convert(int (*conversion)(const char*, char**, int), const std::string& text)
{
  char* converted = nullptr;
  if (conversion(text.c_str(), &converted, 0) != IDN2_OK) {
    return {};
  }
  std::string result(converted);
  idn2_free(converted);
  return result;
}

bool is_ascii(std::string_view text)
{
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Lower case, accents and all; empty when it is no host name.
std::string normal_host(const std::string& host)
{
  const std::string lower = to_lower(host);
  const bool plain = is_ascii(lower) && lower.find("xn--") == lower.npos;
  const std::string ascii = plain ? lower : convert(idn2_to_ascii_8z, lower);
  if (ascii.size() > 253 || !is_host(ascii)) {
    return {};
  }
  return plain ? lower : convert(idn2_to_unicode_8z8z, ascii);
}

bool is_letter(char32_t c)
{
  return c < 0x80 && is_alnum(static_cast<char>(c)) && !(c >= '0' && c <= '9');
}

// Neither signs of calculation nor those of printing and drawing.
bool is_letter_beyond_ascii(char32_t c)
{
  return c >= 0xC0 && c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c < 0x2C00);
}

bool is_of_names(char32_t c)
{
  constexpr std::u32string_view k_signs =
    U" '-.,()`\u00A0\u00AA\u00B4\u00B7\u00BA\u2010\u2011\u2013\u2018\u2019\u02BC\u202F";
  return is_letter(c) || is_letter_beyond_ascii(c) || k_signs.find(c) != k_signs.npos;
}

Error wrong_nir(const char* code, std::string_view text)
{
  return {code, {std::string(text)}};
}

bool is_department_of_nir(std::string_view department)
{
  return is_digits(department) || is_corsican(department);
}

bool has_nir_form(const std::string& nir)
{
  return nir.size() == 15 && is_department_of_nir(nir.substr(5, 2)) &&
         is_digits(nir.substr(0, 5)) && is_digits(nir.substr(7));
}

bool nir_key_holds(const std::string& nir)
{
  const std::string figures = in_figures(nir);
  return 97 - modulo(figures.substr(0, 13), 97) == std::stoul(figures.substr(13));
}

bool is_of_vat_key(char c)
{
  return k_vat_alphabet.find(c) != k_vat_alphabet.npos;
}

// Without its country.
bool has_vat_key(const std::string& vat)
{
  return is_of_vat_key(vat[0]) && is_of_vat_key(vat[1]);
}

bool has_vat_form(const std::string& vat)
{
  return vat.size() == 11 && has_vat_key(vat) && is_digits(vat.substr(2));
}

// Of Monaco, whose companies have no SIREN.
bool is_of_monaco(const std::string& vat)
{
  return vat.substr(2, 3) == "000";
}

// "0612345678".
bool is_home_number(const std::string& phone)
{
  return phone.size() == 10 && phone[0] == '0' && is_national(phone.substr(1));
}

// As E.164; empty: it is no number that is known.
std::string normal_phone(const std::string& phone)
{
  if (phone.starts_with('+')) {
    return international(phone);
  }
  if (is_home_number(phone)) {
    return from_home(phone.substr(1));
  }
  return is_national(phone) ? from_home(phone) : ""; // a spreadsheet took the zero
}

} // namespace

Result<std::string> NirRule::normalize(std::string_view text)
{
  const std::string nir = to_upper(without_blanks(text, "."));
  if (!has_nir_form(nir)) {
    return Error{"nir.form", {masked_nir(nir)}};
  }
  if (!nir_key_holds(nir)) {
    return Error{"nir.checksum", {masked_nir(nir)}};
  }
  return nir;
}

std::string masked_nir(std::string_view nir)
{
  if (nir.size() < 5) {
    return "*";
  }
  return fmt::format("{} {} {} ** *** *** **", nir.substr(0, 1), nir.substr(1, 2),
                     nir.substr(3, 2));
}

Result<std::string> VatRule::normalize(std::string_view text)
{
  std::string vat = to_upper(without_blanks(text, "-."));
  if (vat.starts_with("FR")) {
    vat.erase(0, 2);
  }
  if (!has_vat_form(vat)) {
    return wrong_nir("vat.form", text);
  }
  const bool is_siren = is_of_monaco(vat) || Siren::parse(vat.substr(2));
  if (!is_siren || !vat_key_holds(vat)) {
    return wrong_nir("vat.checksum", text);
  }
  return "FR" + vat;
}

Result<std::string> PhoneRule::normalize(std::string_view text)
{
  const std::string phone = without_prefix(to_lower(without_blanks(text, ".-/")));
  const std::string normal = normal_phone(phone);
  if (normal.empty()) {
    return wrong_nir("phone.form", text);
  }
  return normal;
}

Result<std::string> EmailRule::normalize(std::string_view text)
{
  const std::string_view address = trim(text);
  const std::size_t at = address.rfind('@');
  if (at == address.npos || address.size() > 254 || !is_local_part(address.substr(0, at))) {
    return wrong_nir("email.form", text);
  }
  const std::string host = normal_host(std::string(address.substr(at + 1)));
  if (host.empty()) {
    return wrong_nir("email.form", text);
  }
  return fmt::format("{}@{}", address.substr(0, at), host);
}

std::string ascii_address(const EmailAddress& address)
{
  const std::string& text = address.text();
  const std::size_t at = text.rfind('@');
  return text.substr(0, at + 1) + convert(idn2_to_ascii_8z, text.substr(at + 1));
}

Result<std::string> NameRule::normalize(std::string_view text)
{
  const std::string_view name = trim(text);
  if (name.empty()) {
    return Error{"name.required", {}};
  }
  if (util::has_hidden(name)) {
    return wrong_nir("text.control", util::printable(name));
  }
  if (util::length_utf8(name) > 80) {
    return Error{"text.length", {std::string(name), "80"}};
  }
  return std::string(name);
}

Result<Name> parse_person_name(std::string_view text)
{
  TRY_ASSIGN(const Name name, Name::parse(text));
  const std::string_view other = util::first_outside(name.text(), is_of_names);
  if (!other.empty()) {
    return Error{"name.letters", {name.text(), std::string(other)}};
  }
  return name;
}

VatId usual_vat_id(Siren siren)
{
  return *VatId::parse(fmt::format("FR{:02}{}", modulo(siren.digits() + "12", 97), siren.digits()));
}

} // namespace myatlas::domain
