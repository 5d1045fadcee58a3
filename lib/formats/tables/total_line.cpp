#include "formats/tables/total_line.hpp"

#include <algorithm>
#include <string>

#include "formats/text/cells.hpp"
#include "util/decimal.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

constexpr std::uint64_t k_most_rows_summed = 100'000;

constexpr std::size_t k_longest_word = 24;

bool may_say_total(std::string_view text)
{
  return text.size() >= 5 && text.size() <= k_longest_word && (text[0] | 0x20) == 't';
}

bool is_word_for_total(std::string_view folded)
{
  return folded == "total" || folded == "totaux" || folded.starts_with("total_") ||
         folded.starts_with("totaux_");
}

// "Total", "TOTAL GÉNÉRAL", "Totaux"; the name of a company that begins so stands beside its
// number.
bool says_total(std::string_view cell)
{
  const std::string_view text = util::trim(cell);
  return may_say_total(text) && is_word_for_total(util::fold(text));
}

bool is_year(std::string_view text)
{
  return text.size() == 4 && text.starts_with("20") && util::is_digits(text);
}

// "total_2025" without its year.
std::string_view without_year(std::string_view folded)
{
  const std::size_t last = folded.rfind('_');
  return last != folded.npos && is_year(folded.substr(last + 1)) ? folded.substr(0, last) : folded;
}

// What stands behind other cells may be a name: "Total Gaz" is one, "Total 2025" is none.
bool says_total_alone(std::string_view cell)
{
  constexpr std::string_view k_words[] = {"total", "totaux", "total_general", "totaux_generaux"};
  const std::string_view text = util::trim(cell);
  return may_say_total(text) && util::contains(k_words, without_year(util::fold(text)));
}

bool says_something(std::string_view cell)
{
  return !util::trim(cell).empty();
}

bool adds_up(const ColumnSpec& column)
{
  return column.type == CellType::amount || column.name == "effectif";
}

bool names_who(const ColumnSpec& column)
{
  return column.type == CellType::siren || column.type == CellType::siret ||
         column.name == "code_adherent";
}

} // namespace

const char* TotalComparison::told() const
{
  if (!differences.empty()) {
    return "row.total_wrong";
  }
  return is_whole ? "row.total" : "row.total_unchecked";
}

HeldRecord::HeldRecord(const CsvRecord& record)
  : m_texts(record.cells.begin(), record.cells.end()), m_raw(record.raw), m_record(record)
{
  m_record.cells.assign(m_texts.begin(), m_texts.end());
  m_record.raw = m_raw;
}

TotalLine::TotalLine(FileKind kind, const Header& header, const CsvOptions& options)
  : m_kind(kind), m_header(header), m_options(options)
{
  const auto columns = columns_of(kind);
  for (std::size_t column = 0; column < columns.size(); ++column) {
    if (adds_up(columns[column]) && header.has(column)) {
      m_sums.push_back({column, header.cell_of[column]});
    }
  }
}

// A cell of a total: a sum, the word itself, or how many rows there are where no number of a
// company is expected.
bool TotalLine::is_sum_or_count(std::size_t column, std::string_view cell) const
{
  const ColumnSpec& spec = columns_of(m_kind)[column];
  return cell.empty() || says_total(cell) || adds_up(spec) || (!names_who(spec) && is_count(cell));
}

// "300", "300 clients".
bool TotalLine::is_count(std::string_view cell) const
{
  return cell.substr(0, cell.find(' ')) == std::to_string(m_rows);
}

// Says so where each row says who or what it is about: no row can be meant, whatever else it tells.
bool TotalLine::says_so_in_place(const CsvRecord& record) const
{
  bool says_so = false;
  for (std::size_t column = 0; column < m_header.cell_of.size(); ++column) {
    const std::size_t at = m_header.cell_of[column];
    const bool is_who = names_who(columns_of(m_kind)[column]);
    if (at >= record.cells.size() || !(is_who || column == 0)) {
      continue;
    }
    const std::string_view cell = util::trim(record.cells[at]);
    if (is_who && !cell.empty() && !says_total(cell)) {
      return false;
    }
    says_so = says_so || (is_who ? says_total(cell) : says_total_alone(cell));
  }
  return says_so;
}

// Its first word says so, or another alone, and it has nothing else that only a row has: a company
// whose name begins so may lack its number, and tells its year.
bool TotalLine::can_be_one(const CsvRecord& record) const
{
  const auto first = std::ranges::find_if(record.cells, says_something);
  const bool is_alone = std::ranges::any_of(record.cells, says_total_alone);
  if (first == record.cells.end() || !(is_alone || says_total(*first))) {
    return false;
  }
  return says_so_in_place(record) || has_sums_alone(record, is_alone);
}

bool TotalLine::has_sums_alone(const CsvRecord& record, bool may_have_year) const
{
  for (std::size_t column = 0; column < m_header.cell_of.size(); ++column) {
    const std::size_t at = m_header.cell_of[column];
    const std::string_view cell =
      at < record.cells.size() ? util::trim(record.cells[at]) : std::string_view();
    if (!(is_sum_or_count(column, cell) || (may_have_year && is_year(cell)))) {
      return false;
    }
  }
  return true;
}

std::optional<std::int64_t> TotalLine::cents_of(const CsvRecord& record, const Sum& sum) const
{
  if (!is_told(record, sum)) {
    return 0;
  }
  std::optional<DecimalMark> seen;
  const util::Result<domain::Money> amount =
    amount_cell(util::trim(record.cells[sum.cell]), m_options.decimal, seen);
  return amount ? std::optional(amount->cents) : std::nullopt;
}

bool TotalLine::is_told(const CsvRecord& record, const Sum& sum)
{
  return sum.cell < record.cells.size() && says_something(record.cells[sum.cell]);
}

void TotalLine::add(const CsvRecord& record)
{
  if (++m_rows > k_most_rows_summed) {
    return;
  }
  for (Sum& sum : m_sums) {
    add(record, sum);
  }
}

void TotalLine::add(const CsvRecord& record, Sum& sum) const
{
  const auto cents = sum.is_known ? cents_of(record, sum) : std::nullopt;
  sum.is_known = cents.has_value();
  sum.cents += cents.value_or(0);
}

bool TotalLine::compare(const CsvRecord& total, const Sum& sum, TotalComparison& comparison) const
{
  const auto told = cents_of(total, sum);
  if (!told || !sum.is_known || m_rows > k_most_rows_summed) {
    return false;
  }
  if (*told != sum.cents) {
    comparison.differences.push_back(
      {sum.column, util::format_decimal(*told, 2), util::format_decimal(sum.cents, 2)});
  }
  return true;
}

TotalComparison TotalLine::compare(const CsvRecord& total) const
{
  TotalComparison comparison;
  std::size_t told = 0, compared = 0;
  for (const Sum& sum : m_sums) {
    if (is_told(total, sum)) {
      ++told;
      compared += compare(total, sum, comparison) ? 1 : 0;
    }
  }
  comparison.is_whole = told > 0 && compared == told;
  return comparison;
}

} // namespace myatlas::formats
