#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "domain/values/date.hpp"
#include "domain/values/money.hpp"
#include "domain/values/siret.hpp"
#include "formats/tables/row_types.hpp"
#include "formats/text/csv_reader.hpp"

namespace myatlas::formats {

// The cells of one record by their columns, each read as what its column holds. What is wrong with
// one is told, and it counts as empty; text is the record's own or, where it had to be rewritten,
// stays until the next record.
class CellReader
{
public:
  enum class Path
  {
    fast,  // the commonest spellings at once, the others by the plain path
    plain, // for the tests, which compare
  };

  CellReader(FileKind kind, const Header& header, const CsvOptions& options, Path path)
    : m_kind(kind), m_header(header), m_options(options), m_fast(path == Path::fast)
  {
  }

  // False, and told, when the record has not the header's cells: what stands where cannot be told.
  bool start(const CsvRecord& record, RowProblems& problems);

  std::string_view cell(std::size_t column) const { return m_cells[column]; }
  bool present(std::size_t column) const { return !m_cells[column].empty(); }
  std::string_view cell_at(std::size_t at) const; // by its place in the record; empty: none
  const Header& header() const { return m_header; }
  const CsvOptions& options() const { return m_options; }
  bool is_fast() const { return m_fast; }
  std::optional<DecimalMark> decimal_seen() const { return m_decimal_seen; }

  void put(std::size_t column, std::string_view text) { m_cells[column] = text; }
  std::string_view keep(std::string text) { return m_kept.emplace_back(std::move(text)); }

  void problem(std::size_t column, util::Error error);
  void warn(std::size_t column, util::Error error);
  void require(std::size_t column); // "cell.required" where the file has the column

  // The value, or nothing and the problem told.
  template <typename T>
  std::optional<T> take(std::size_t column, util::Result<T> result)
  {
    if (result) {
      return *std::move(result);
    }
    problem(column, result.error());
    return std::nullopt;
  }

  // The cell as `parse` reads it; nothing where it is empty.
  template <typename T>
  std::optional<T> parsed(std::size_t column, util::Result<T> (*parse)(std::string_view))
  {
    return present(column) ? take(column, parse(cell(column))) : std::nullopt;
  }

  std::string as_it_stands(std::size_t column) { return std::string(cell(column)); }
  std::string_view text(std::size_t column);
  std::string_view reference(std::size_t column);   // a text of at most 50 characters
  std::string_view person_name(std::size_t column); // of letters
  std::string_view code(std::size_t column);        // of a member
  std::string_view naf(std::size_t column);
  std::string_view idcc(std::size_t column);
  std::string_view postcode(std::size_t column);
  std::string file_name(std::size_t column); // inside the folder of the file
  std::optional<domain::Siret> siret(std::size_t column);
  std::optional<domain::Siren> siren(std::size_t column);
  std::string siret_text(std::size_t column); // its digits
  std::optional<domain::Siret> establishment(std::size_t column);
  std::optional<domain::Date> date(std::size_t column);
  std::string day_text(std::size_t column); // ISO date or empty
  std::optional<std::int64_t> year(std::size_t column);
  std::string year_text(std::size_t column);
  std::optional<std::int64_t> whole(std::size_t column);
  std::optional<std::int64_t> people(std::size_t column); // hundredths
  std::string people_text(std::size_t column);
  std::optional<std::int64_t> percent(std::size_t column);     // hundredths
  std::optional<std::int64_t> vat_percent(std::size_t column); // the same of a rate of VAT
  std::string percent_text(std::size_t column);
  std::optional<domain::Money> amount(std::size_t column);
  std::optional<domain::Money> part_of_pay(std::size_t column); // told when it is negative
  domain::Money pay(std::size_t column);         // not negative; 0 where there is none
  std::string amount_text(std::size_t column);   // as forms have it: "1234.56"
  std::string pay_text(std::size_t column);      // the same, not negative
  std::string positive_text(std::size_t column); // the same, more than nothing
  bool yes(std::size_t column);

  // False, and told, when the amount is below zero.
  bool non_negative(std::size_t column, const std::optional<domain::Money>& amount);
  // False, once it is told that the cell as it stands is wrong.
  bool refuse(std::size_t column, const char* code);

private:
  const ColumnSpec& spec(std::size_t column) const { return columns_of(m_kind)[column]; }
  DateOrder date_order() const { return m_options.dates.value_or(DateOrder::dmy); }
  std::optional<domain::Date> any_date(std::size_t column);    // in any spelling
  std::optional<domain::Money> any_amount(std::size_t column); // the same
  // The commonest spellings, on the fast path alone.
  std::optional<std::int64_t> fast_siret(std::size_t column) const;
  std::optional<std::int64_t> fast_whole(std::size_t column) const;
  std::optional<std::int64_t> fast_percent(std::size_t column) const;
  std::optional<std::int64_t> fast_cents(std::size_t column);
  std::optional<domain::Date> fast_date(std::size_t column) const;
  bool is_above_zero(std::size_t column, domain::Money amount); // told where it is not
  bool lacks_cells(const CsvRecord& record) const;
  bool is_required(std::size_t column) const; // in this file
  bool is_left_empty(std::size_t column) const;
  void clean(std::size_t column);
  std::string told(std::size_t column, const util::Error& error) const;
  std::string told_of_cell(std::size_t column, const util::Error& error) const;
  CellProblem problem_at(std::size_t column, const util::Error& error) const;

  FileKind m_kind;
  const Header& m_header;
  CsvOptions m_options;
  bool m_fast;
  std::optional<DecimalMark> m_decimal_seen;
  std::array<std::string_view, k_most_kind_columns>
    m_cells; // by column, without blanks around; empty where the file has none
  const CsvRecord* m_record = nullptr;
  RowProblems* m_problems = nullptr;
  std::uint64_t m_erroneous = 0;  // columns whose cell is an error of the spreadsheet, a bit each
  std::deque<std::string> m_kept; // what had to be rewritten
};

} // namespace myatlas::formats
