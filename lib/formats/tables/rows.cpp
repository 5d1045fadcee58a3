#include "formats/tables/rows.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "domain/values/codes.hpp"
#include "formats/tables/workbook_values.hpp"
#include "formats/text/fast_cells.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

constexpr std::size_t k_most_characters = 255;
constexpr std::string_view k_masked = "[ND]"; // what SIRENE puts for what may not be told
constexpr std::string_view k_byte_order_mark = "\xEF\xBB\xBF";

// What a spreadsheet shows where a formula came to nothing, in English and French.
bool is_error_of_sheet(std::string_view text)
{
  constexpr std::string_view k_errors[] = {
    "#N/A",   "#REF!",    "#VALUE!", "#DIV/0!", "#NAME?",   "#NULL!",        "#NUM!",   "#SPILL!",
    "#CALC!", "#VALEUR!", "#NOM?",   "#NUL!",   "#NOMBRE!", "#PROPAGATION!", "#CALCUL!"};
  return text.starts_with('#') &&
         std::ranges::find(k_errors, util::to_upper(text)) != std::end(k_errors);
}

// "U+200B" of one character of UTF-8.
std::string code_point_name(std::string_view character)
{
  const auto first = static_cast<unsigned char>(character[0]);
  char32_t value = first & (0xFFU >> (character.size() + 1));
  for (const char c : character.substr(1)) {
    value = value << 6 | (static_cast<unsigned char>(c) & 0x3FU);
  }
  return fmt::format("U+{:04X}", static_cast<std::uint32_t>(value));
}

// Nothing that begins so has to be looked at.
bool is_plain_begin(char c)
{
  return c != '\'' && c != '#' && c != '[' && c != '\xEF';
}

bool has_extra_cells(const CsvRecord& record, std::size_t cells)
{
  return std::any_of(
    record.cells.begin() + static_cast<std::ptrdiff_t>(std::min(cells, record.cells.size())),
    record.cells.end(), [](std::string_view cell) { return !util::trim(cell).empty(); });
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

// Whether a cell is missing that may not be: spreadsheets leave out the empty ones at a row's end.
bool RowReader::lacks_cells(const CsvRecord& record) const
{
  if (record.cells.size() >= m_header.cells) {
    return false;
  }
  const auto columns = columns_of(m_kind);
  for (std::size_t column = 0; column < columns.size(); ++column) {
    if (columns[column].required && m_header.has(column) &&
        m_header.cell_of[column] >= record.cells.size()) {
      return true;
    }
  }
  return false;
}

// False when the record has not the header's cells: what stands where cannot be told.
bool RowReader::start(const CsvRecord& record, RowProblems& problems)
{
  m_problems = &problems;
  m_erroneous = 0;
  m_on_one_line.clear();
  m_unguarded.clear();
  if (lacks_cells(record) || has_extra_cells(record, m_header.cells)) {
    problem(k_absent,
            {"row.cells", {std::to_string(record.cells.size()), std::to_string(m_header.cells)}});
    return false;
  }
  for (std::size_t column = 0; column < m_header.cell_of.size(); ++column) {
    const std::size_t at = m_header.cell_of[column];
    m_cells[column] = at < record.cells.size() ? util::trim(record.cells[at]) : std::string_view{};
    if (!m_cells[column].empty() && !is_plain_begin(m_cells[column].front())) {
      clean(column);
    }
  }
  return true;
}

// What a spreadsheet or a join of files left at a cell's beginning.
void RowReader::clean(std::size_t column)
{
  std::string_view& text = m_cells[column];
  while (text.starts_with(k_byte_order_mark)) { // of a file that was put behind another
    text = util::trim(text.substr(k_byte_order_mark.size()));
  }
  if (text == k_masked) {
    text = {};
  } else if (text.starts_with('\'') && !m_options.literal) {
    text = has_formula_guard(text) ? m_unguarded.emplace_back(without_formula_guard(text)) : text;
  } else if (const bool is_uncomputed = text.starts_with(k_uncomputed);
             is_uncomputed || is_error_of_sheet(text)) {
    text.remove_prefix(is_uncomputed ? 1 : 0); // the formula itself is told
    problem(column, {is_uncomputed ? "cell.uncomputed" : "cell.error", {std::string(text)}});
    m_erroneous |= std::uint64_t{1} << column;
    text = {};
  }
}

void RowReader::problem(std::size_t column, util::Error error)
{
  // An account number or a NIR is never repeated whole.
  const bool masked = (m_kind == FileKind::invoices && column == k_inv_iban) ||
                      (m_kind == FileKind::employees && column == k_emp_nir);
  std::string value = column == k_absent ? "" : masked ? error.args[0] : std::string(cell(column));
  m_problems->errors.push_back({column, std::move(value), std::move(error)});
}

void RowReader::warn(std::size_t column, util::Error error)
{
  m_problems->warnings.push_back({column, std::string(cell(column)), std::move(error)});
}

void RowReader::require(std::size_t column)
{
  if (m_header.has(column) && cell(column).empty() && (m_erroneous >> column & 1) == 0) {
    problem(column, {"cell.required", {std::string(columns_of(m_kind)[column].name)}});
  }
}

std::string_view RowReader::text(std::size_t column)
{
  if (!present(column)) {
    return {};
  }
  std::string_view text = cell(column);
  if (m_fast && text.size() <= k_most_characters && fast::is_plain_text(text)) {
    return text;
  }
  if (text.find_first_of("\t\r\n") != text.npos) {
    text = m_on_one_line.emplace_back(on_one_line(text));
  }
  if (text.size() > k_most_characters && util::length_utf8(text) > k_most_characters) {
    problem(column, {"text.length",
                     {std::string(text.substr(0, 40)) + "…", std::to_string(k_most_characters)}});
  }
  if (util::has_hidden(text)) {
    problem(column, {"text.control", {util::printable(text)}});
  } else if (const std::string_view unseen = util::first_invisible(text); !unseen.empty()) {
    problem(column, {"text.invisible", {util::printable(text), code_point_name(unseen)}});
  }
  return text;
}

std::string_view RowReader::code(std::size_t column)
{
  const std::string_view code = present(column) ? cell(column) : std::string_view{};
  const bool sound =
    code.size() <= 20 && std::ranges::all_of(code, [](char c) { return c > ' ' && c <= '~'; });
  if (!sound) {
    problem(column, {"member_code.form", {std::string(code)}});
  }
  return code;
}

// NAF 2025 stands beside rev. 2 during 2026: an unknown class of right form is kept, and said.
std::string_view RowReader::naf(std::size_t column)
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
    m_kept[0] = naf->text();
    return m_kept[0];
  }
  if (!domain::has_naf_form(given)) {
    problem(column, naf.error());
    return {};
  }
  warn(column, naf.error());
  m_kept[0] = util::to_upper(given);
  std::erase(m_kept[0], '.');
  return m_kept[0];
}

std::string_view RowReader::idcc(std::size_t column)
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
  m_kept[1] = given;
  m_kept[1].insert(0, 4 - given.size(), '0');
  warn(column, {"cell.zero_restored", {std::string(given), m_kept[1]}});
  return m_kept[1];
}

std::string_view RowReader::postcode(std::size_t column)
{
  if (!present(column)) {
    return {};
  }
  std::string_view given = cell(column);
  if (m_fast && fast::is_postcode(given)) {
    return given;
  }
  if (given.size() == 4 && util::is_digits(given)) {
    m_kept[2] = given;
    m_kept[2].insert(0, 1, '0');
    warn(column, {"cell.zero_restored", {std::string(given), m_kept[2]}});
    given = m_kept[2];
  }
  const util::Result<domain::Postcode> postcode = domain::Postcode::parse(given);
  if (!postcode) {
    problem(column, postcode.error());
    return {};
  }
  if (given.size() != 5) {
    m_kept[2] = postcode->text();
    return m_kept[2];
  }
  return given;
}

std::optional<domain::Money> RowReader::amount(std::size_t column)
{
  if (!present(column)) {
    return std::nullopt;
  }
  if (const auto cents =
        m_fast ? fast::cents(cell(column), m_options.decimal, m_decimal_seen) : std::nullopt) {
    return domain::Money{*cents};
  }
  return take(column, amount_cell(cell(column), m_options.decimal, m_decimal_seen));
}

// 0 when there is none or it is wrong.
std::int64_t RowReader::siret(std::size_t column)
{
  if (const auto plain = m_fast ? fast::siret(cell(column)) : std::nullopt) {
    return *plain;
  }
  const auto siret = present(column) ? take(column, siret_cell(cell(column))) : std::nullopt;
  return siret ? siret->number() : 0;
}

// False, and told, when the amount is below zero.
bool RowReader::non_negative(std::size_t column, const std::optional<domain::Money>& amount)
{
  if (amount && amount->cents < 0) {
    problem(column, {"amount.negative", {std::string(cell(column))}});
    return false;
  }
  return true;
}

std::optional<std::int64_t> RowReader::whole(std::size_t column)
{
  const auto plain = m_fast ? fast::digits(cell(column), 9) : std::nullopt;
  return plain || !present(column) ? plain : take(column, whole_cell(cell(column)));
}

std::int64_t RowReader::siren(std::size_t column)
{
  const auto siren = present(column)
                       ? take(column, domain::Siren::parse(without_guard(cell(column))))
                       : std::nullopt;
  return siren ? siren->number() : 0;
}

std::optional<domain::Date> RowReader::date(std::size_t column)
{
  const DateOrder order = m_options.dates.value_or(DateOrder::dmy);
  const auto plain = m_fast ? fast::date(cell(column), order) : std::nullopt;
  if (plain) {
    return plain;
  }
  return present(column) ? take(column, date_cell(cell(column), order)) : std::nullopt;
}

std::optional<std::int64_t> RowReader::year(std::size_t column)
{
  return present(column)
           ? take(column, year_cell(cell(column), m_options.dates.value_or(DateOrder::dmy)))
           : std::nullopt;
}

} // namespace myatlas::formats
