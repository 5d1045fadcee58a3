// Cells that are texts or codes.
#include "formats/tables/cell_reader.hpp"

#include <algorithm>
#include <span>

#include "domain/values/codes.hpp"
#include "domain/values/person.hpp"
#include "formats/tables/rows.hpp"
#include "formats/text/cell_faults.hpp"
#include "formats/text/fast_cells.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

constexpr std::size_t k_most_characters = 255;
constexpr std::string_view k_yes_words[] = {"oui", "yes", "o", "y", "1", "true", "vrai"};
constexpr std::string_view k_no_words[] = {"non", "no", "n", "0", "false", "faux"};

bool is_one_of(std::span<const std::string_view> words, std::string_view word)
{
  return std::ranges::find(words, word) != words.end();
}

// An address of several lines as one: line ends and tabs, with the blanks around them, become a
// blank.
std::string on_one_line(std::string_view text)
{
  std::string line;
  bool broken = false;
  for (const char c : text) {
    broken = broken || c == '\t' || c == '\r' || c == '\n';
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      line += ' ';
      continue;
    }
    if (broken) {
      line.erase(line.find_last_not_of(' ') + 1);
      line += ' ';
      broken = false;
    }
    line += c;
  }
  return line;
}

// With the zeros a spreadsheet took from its beginning.
std::string zeros_restored(std::string_view digits, std::size_t size)
{
  return std::string(size - digits.size(), '0').append(digits);
}

} // namespace

util::Result<std::string> safe_file_name(std::string_view text)
{
  const std::string_view name = util::trim(text);
  const std::vector<std::string_view> parts = util::split(name, '/');
  const bool climbs =
    std::ranges::any_of(parts, [](std::string_view p) { return p == ".." || p.empty(); });
  if (climbs || name.find_first_of("\\:") != name.npos || util::has_hidden(name) ||
      name.size() > 255) {
    return util::Error{"path.unsafe", {util::printable(name)}};
  }
  return std::string(name);
}

static util::Error too_long(std::string_view text, std::size_t most)
{
  return {"text.length", {std::string(text.substr(0, 40)) + "…", std::to_string(most)}};
}

std::string_view CellReader::text(std::size_t column)
{
  std::string_view text = cell(column);
  if (text.empty() || (m_fast && text.size() <= k_most_characters && fast::is_plain_text(text))) {
    return text;
  }
  if (text.find_first_of("\t\r\n") != text.npos) {
    text = keep(on_one_line(text));
  }
  if (text.size() > k_most_characters && util::length_utf8(text) > k_most_characters) {
    problem(column, too_long(text, k_most_characters));
  }
  if (auto fault = fault_in_text(text)) {
    problem(column, *std::move(fault));
  }
  return text;
}

std::string_view CellReader::reference(std::size_t column)
{
  constexpr std::size_t k_most_of_reference = 50;
  const std::string_view told = text(column);
  const std::size_t length = util::length_utf8(told);
  if (length > k_most_of_reference && length <= k_most_characters) {
    problem(column, too_long(told, k_most_of_reference));
  }
  return told;
}

// A name of letters; most are of those that need no looking up.
std::string_view CellReader::person_name(std::size_t column)
{
  const std::size_t told = m_problems->errors.size();
  const std::string_view name = text(column);
  const auto is_plain = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == ' ' || c == '\'';
  };
  if (m_problems->errors.size() == told && !name.empty() && !std::ranges::all_of(name, is_plain)) {
    (void)take(column, domain::parse_person_name(name));
  }
  return name;
}

static bool is_sound_code(std::string_view code)
{
  return code.size() <= 20 && std::ranges::all_of(code, [](char c) { return c > ' ' && c <= '~'; });
}

std::string_view CellReader::code(std::size_t column)
{
  const std::string_view code = present(column) ? cell(column) : std::string_view{};
  if (!is_sound_code(code)) {
    problem(column, {"member_code.form", {std::string(code)}});
  }
  return code;
}

// NAF 2025 stands beside rev. 2 during 2026: an unknown class of right form is kept, and said.
std::string_view CellReader::naf(std::size_t column)
{
  if (!present(column)) {
    return {};
  }
  const std::string_view given = cell(column);
  if (m_fast && domain::is_naf_class(given)) {
    return given;
  }
  const util::Result<domain::NafCode> naf = domain::NafCode::parse(given);
  if (naf) {
    return keep(naf->text());
  }
  if (!domain::has_naf_form(given)) {
    problem(column, naf.error());
    return {};
  }
  warn(column, naf.error());
  std::string kept = util::to_upper(given);
  std::erase(kept, '.');
  return keep(std::move(kept));
}

std::string_view CellReader::idcc(std::size_t column)
{
  if (!present(column)) {
    return {};
  }
  const std::string_view given = cell(column);
  if (given.size() == 4 && util::is_digits(given)) {
    return given;
  }
  if (given.size() > 4 || !util::is_digits(given)) {
    problem(column, {"idcc.form", {std::string(given)}});
    return {};
  }
  const std::string_view restored = keep(zeros_restored(given, 4));
  warn(column, {"cell.zero_restored", {std::string(given), std::string(restored)}});
  return restored;
}

std::string_view CellReader::postcode(std::size_t column)
{
  if (!present(column)) {
    return {};
  }
  std::string_view given = cell(column);
  if (m_fast && fast::is_postcode(given)) {
    return given;
  }
  if (given.size() == 4 && util::is_digits(given)) {
    const std::string_view restored = keep(zeros_restored(given, 5));
    warn(column, {"cell.zero_restored", {std::string(given), std::string(restored)}});
    given = restored;
  }
  const util::Result<domain::Postcode> postcode = domain::Postcode::parse(given);
  if (!postcode) {
    problem(column, postcode.error());
    return {};
  }
  return given.size() == 5 ? given : keep(postcode->text());
}

std::string CellReader::file_name(std::size_t column)
{
  return parsed(column, safe_file_name).value_or("");
}

bool CellReader::yes(std::size_t column)
{
  const std::string word = util::to_lower(cell(column));
  if (word.empty() || is_one_of(k_no_words, word)) {
    return false;
  }
  return is_one_of(k_yes_words, word) || refuse(column, "yes_no.unknown");
}

} // namespace myatlas::formats
