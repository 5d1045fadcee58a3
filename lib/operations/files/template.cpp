#include "operations/files/template.hpp"

#include "operations/documents.hpp"

namespace myatlas::operations {

namespace {

Json column_json(const formats::ColumnSpec& column)
{
  return {{"name", column.name}, {"required", column.required}, {"example", column.example}};
}

} // namespace

Json template_document(formats::FileKind kind)
{
  return {{"schema", "myatlas/template/1"},
          {"kind", formats::to_text(kind)},
          {"columns", rows_of(formats::columns_of(kind), column_json)}};
}

} // namespace myatlas::operations
