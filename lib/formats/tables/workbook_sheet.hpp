#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/tables/column_spec.hpp"
#include "formats/tables/workbook_parts.hpp"
#include "formats/text/csv_options.hpp"
#include "util/file.hpp"

namespace myatlas::formats::workbook {

// What a sheet becomes: CSV of ours, with the columns of a kind of file, in a file of so many bytes
// at most.
struct Target
{
  FileKind kind;
  const CsvOptions& options;
  const util::FileHandle& file;
  std::uint64_t most_bytes;
};

// The sheet itself: each row is written as a record when it ends.
class SheetPart final : public PartReader
{
public:
  SheetPart(const StringsPart& strings, const StylesPart& styles, bool from_1904,
            const Target& target)
    : m_strings(strings), m_styles(styles), m_from_1904(from_1904), m_target(target)
  {
  }

  void start_element(const Element& element);
  void end_element(const Element& element);
  void characters(std::string_view text);
  void end() { write(); } // what is left

private:
  [[noreturn]] void refuse(const char* code) const;
  void begin_row(const std::string& number);
  void end_row();
  void add_row();
  void look_for_header();
  void begin_cell(std::map<std::string, std::string> attributes);
  void end_cell();
  void write();
  bool can_be_header() const;
  void find_dates();
  bool is_of_dates(const std::string& title) const;
  std::size_t shared_text() const;
  bool is_uncomputed() const;
  std::string told_text() const;
  std::string cell_text() const;
  std::string number_in_cell() const;

  const StringsPart& m_strings;
  const StylesPart& m_styles;
  bool m_from_1904;
  const Target& m_target;
  std::vector<bool> m_dates;
  std::vector<std::string> m_cells;
  std::string m_csv, m_text, m_type, m_style;
  std::optional<std::string> m_formula; // of a cell that has one
  std::size_t m_at = 0;
  std::size_t m_looked_at = 0; // rows that could have been the header
  std::uint64_t m_row = 0, m_written = 0;
  std::size_t m_row_bytes = 0;
  bool m_in_text = false, m_in_phonetic = false, m_in_formula = false, m_has_value = false;
};

} // namespace myatlas::formats::workbook
