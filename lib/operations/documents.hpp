#pragma once

#include <algorithm>
#include <functional>
#include <iterator>
#include <optional>
#include <utility>

#include "domain/values/finding.hpp"
#include "formats/json/json.hpp"
#include "operations/outcomes.hpp"
#include "services/labels.hpp"

// What documents of several wings share.
namespace myatlas::operations {

using formats::Json;

// "myatlas/invoice/1", and the members of a record behind it.
Json document(const char* schema, const Json& members);

// What a record that may not have come about says, or why it has not.
template <typename T, typename Told>
Result<Json> document_of(const Result<T>& record, Told told)
{
  if (!record) {
    return record.errors();
  }
  return Json(told(*record));
}

// A row for each.
template <typename Records, typename RowOf>
Json rows_of(const Records& records, RowOf row_of)
{
  Json rows = Json::array();
  std::ranges::transform(records, std::back_inserter(rows), row_of);
  return rows;
}

// "myatlas/letters/1", and the rows as its "letters".
Json list_document(const char* schema, const char* list, Json rows);

// The same of a part of a list, with where it goes on.
Json page_of(const char* schema, const char* list, Json rows, Json next);

// A list of what was found, a row for each, or why nothing was.
template <typename Records, typename RowOf>
Result<Json> list_of(const char* schema, const char* list, const Result<Records>& found,
                     RowOf row_of)
{
  return document_of(found, [&](const Records& records) {
    return list_document(schema, list, rows_of(records, row_of));
  });
}

// What a value that may be missing says, by a function or a member of it; null without one.
template <typename T, typename Told>
Json or_null(const std::optional<T>& value, Told told)
{
  return value ? Json(std::invoke(told, *value)) : Json(nullptr);
}

// What people know a dossier by: "company_name", "trainee", "reference" and
// "client_reference" of a row.
void put_label(Json& row, const services::DossierLabel& label);

// A row that is of a company, with what the account in use calls that: its "client_reference".
Json with_client(Json row, domain::Siren company, services::Labels& labels);

// Warnings as a document holds them: code, member and values of each.
Json problem_json(const Error& problem);
Json problems_json(const Errors& problems);

// "E" or "W".
const char* letter_of(domain::Severity severity);

} // namespace myatlas::operations
