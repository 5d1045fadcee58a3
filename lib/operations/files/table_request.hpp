#pragma once

#include <string>
#include <vector>

#include "formats/json/shape_members.hpp"
#include "formats/tables/column_spec.hpp"
#include "formats/text/csv_options.hpp"
#include "operations/outcomes.hpp"

namespace myatlas::operations {

// What was understood of an earlier table of a kind. It counts where nothing else is said, and its
// titles need not be there.
struct SavedMapping
{
  std::string name; // as messages call it
  std::string kind, sheet, header_line;
  std::vector<std::string> columns; // "TITLE=COLUMN"
};

// How a table is to be read.
struct TableRequest
{
  std::string encoding, sheet, header_line;
  std::vector<std::string> map; // "TITLE=COLUMN"; they have to be there
  std::optional<SavedMapping> mapping;
};

// What it says of a table of this kind; what is wrong with it, each at its member: usage.number,
// mapping.kind (name, kind told, kind), and as parse_encoding and parse_title_map fail.
formats::CsvOptions csv_options_of(const TableRequest& request, formats::FileKind kind,
                                   Errors& problems);

} // namespace myatlas::operations

namespace myatlas::formats {

template <>
struct Shape<operations::SavedMapping>
{
  using Form = operations::SavedMapping;
  static constexpr std::tuple k_members = {
    required("name", &Form::name), required_word<parse_file_kind>("kind", &Form::kind),
    member("sheet", &Form::sheet), member("header_line", &Form::header_line, Says::figure),
    member("columns", &Form::columns)};
};

template <>
struct Shape<operations::TableRequest>
{
  using Form = operations::TableRequest;
  static constexpr std::tuple k_members = {
    word<parse_encoding>("encoding", &Form::encoding), member("sheet", &Form::sheet),
    member("header_line", &Form::header_line, Says::figure), member("map", &Form::map),
    member("mapping", &Form::mapping)};
};

} // namespace myatlas::formats
