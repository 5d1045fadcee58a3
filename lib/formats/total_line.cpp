#include "formats/total_line.hpp"

#include <algorithm>

#include "formats/cells.hpp"
#include "util/decimal.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

constexpr std::uint64_t k_most_rows_summed = 100'000;

// "Total", "TOTAL GÉNÉRAL", "Totaux"; the name of a company that begins so stands beside its number.
bool says_total(std::string_view cell)
{
  constexpr std::size_t k_longest = 24;
  const std::string_view text = util::trim(cell);
  if (text.size() < 5 || text.size() > k_longest || (text[0] | 0x20) != 't') {
    return false;
  }
  const std::string folded = util::fold(text);
  return folded == "total" || folded == "totaux" || folded.starts_with("total_") || folded.starts_with("totaux_");
}

} // namespace

HeldRecord::HeldRecord(const CsvRecord& record) : m_texts(record.cells.begin(), record.cells.end()), m_raw(record.raw), m_record(record)
{
  m_record.cells.assign(m_texts.begin(), m_texts.end());
  m_record.raw = m_raw;
}

TotalLine::TotalLine(FileKind kind, const Header& header, const CsvOptions& options) : m_kind(kind), m_header(header), m_options(options)
{
  const auto columns = columns_of(kind);
  for (std::size_t column = 0; column < columns.size(); ++column) {
    const bool adds_up = columns[column].type == CellType::amount || columns[column].name == "effectif";
    if (adds_up && header.has(column)) {
      m_sums.push_back({column, header.cell_of[column]});
    }
  }
}

// Its first word says so, and the number that each row has of whom it is about is not there.
bool TotalLine::can_be_one(const CsvRecord& record) const
{
  const auto first = std::ranges::find_if(record.cells, [](std::string_view cell) { return !util::trim(cell).empty(); });
  if (first == record.cells.end() || !says_total(*first)) {
    return false;
  }
  const auto columns = columns_of(m_kind);
  for (std::size_t column = 0; column < columns.size(); ++column) {
    const std::size_t at = m_header.cell_of[column];
    const bool is_number = columns[column].type == CellType::siren || columns[column].type == CellType::siret || columns[column].name == "code_adherent";
    if (is_number && at < record.cells.size() && !util::trim(record.cells[at]).empty() && !says_total(record.cells[at])) {
      return false;
    }
  }
  return true;
}

std::optional<std::int64_t> TotalLine::cents_of(const CsvRecord& record, const Sum& sum) const
{
  if (sum.cell >= record.cells.size() || util::trim(record.cells[sum.cell]).empty()) {
    return 0;
  }
  std::optional<DecimalMark> seen;
  const util::Result<domain::Money> amount = amount_cell(util::trim(record.cells[sum.cell]), m_options.decimal, seen);
  return amount ? std::optional(amount->cents) : std::nullopt;
}

void TotalLine::add(const CsvRecord& record)
{
  if (m_sums.empty() || ++m_rows > k_most_rows_summed) {
    return;
  }
  for (Sum& sum : m_sums) {
    const auto cents = sum.is_known ? cents_of(record, sum) : std::nullopt;
    sum.is_known = cents.has_value();
    sum.cents += cents.value_or(0);
  }
}

std::vector<TotalDifference> TotalLine::compare(const CsvRecord& total) const
{
  std::vector<TotalDifference> differences;
  for (const Sum& sum : m_sums) {
    const bool is_told = sum.cell < total.cells.size() && !util::trim(total.cells[sum.cell]).empty();
    const auto told = cents_of(total, sum);
    if (is_told && told && sum.is_known && m_rows <= k_most_rows_summed && *told != sum.cents) {
      differences.push_back({sum.column, util::format_decimal(*told, 2), util::format_decimal(sum.cents, 2)});
    }
  }
  return differences;
}

} // namespace myatlas::formats
