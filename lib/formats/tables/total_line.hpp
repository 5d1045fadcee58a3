#pragma once

#include <optional>
#include <string>
#include <vector>

#include "formats/tables/columns.hpp"
#include "formats/text/csv_reader.hpp"

namespace myatlas::formats {

// A record that is kept while others are read.
class HeldRecord
{
public:
  explicit HeldRecord(const CsvRecord& record);
  HeldRecord(const HeldRecord&) = delete;
  HeldRecord& operator=(const HeldRecord&) = delete;

  const CsvRecord& record() const { return m_record; }

private:
  std::vector<std::string> m_texts;
  std::string m_raw;
  CsvRecord m_record;
};

// A column whose cells a total does not agree with.
struct TotalDifference
{
  std::size_t column;
  std::string told, sum;
};

// What a total says of the rows above it.
struct TotalComparison
{
  std::vector<TotalDifference> differences;
  bool is_whole = false; // a sum is told, and each that is was compared

  const char* told() const; // row.total, row.total_wrong or, where nothing differs and not all was
                            // compared, row.total_unchecked
};

// The line of totals an accountant's table ends with: it says "Total" where others say who they are
// about, and has nothing but sums and a count of the rows beside. Sums are kept of the first
// hundred thousand rows, which no table with a total has.
class TotalLine
{
public:
  TotalLine(FileKind kind, const Header& header, const CsvOptions& options);

  bool can_be_one(const CsvRecord& record) const;
  void add(const CsvRecord& record);
  TotalComparison compare(const CsvRecord& total) const;

private:
  struct Sum
  {
    std::size_t column, cell;
    std::int64_t cents = 0;
    bool is_known = true;
  };
  void add(const CsvRecord& record, Sum& sum) const;
  bool is_sum_or_count(std::size_t column, std::string_view cell) const;
  bool is_count(std::string_view cell) const; // of the rows
  bool says_so_in_place(const CsvRecord& record) const;
  bool has_sums_alone(const CsvRecord& record, bool may_have_year) const;
  std::optional<std::int64_t> cents_of(const CsvRecord& record, const Sum& sum) const;
  static bool is_told(const CsvRecord& record, const Sum& sum);

  // Whether it could be compared; what differs goes to `comparison`.
  bool compare(const CsvRecord& total, const Sum& sum, TotalComparison& comparison) const;

  FileKind m_kind;
  const Header& m_header;
  const CsvOptions& m_options;
  std::vector<Sum> m_sums;
  std::uint64_t m_rows = 0;
};

} // namespace myatlas::formats
