#include "operations/error_document.hpp"

#include "operations/documents.hpp"

namespace myatlas::operations {

namespace {

Json line_of(const util::Place& where)
{
  return where.line == 0 ? Json(nullptr) : Json(where.line);
}

Json place_of_error(const util::Place& where)
{
  return {{"file", formats::text_or_null(where.file)},
          {"line", line_of(where)},
          {"column", formats::text_or_null(where.column)}};
}

} // namespace

Json error_document(const Error& error, texts::Status status)
{
  return {{"schema", "myatlas/error/1"},           {"code", error.code},
          {"status", static_cast<int>(status)},    {"message", texts::english_sentence_of(error)},
          {"hint", texts::english_hint_of(error)}, {"where", place_of_error(error.where)}};
}

} // namespace myatlas::operations
