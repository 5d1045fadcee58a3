#pragma once

#include "domain/values/finding.hpp"
#include "formats/json/json.hpp"
#include "services/labels.hpp"
#include "util/result.hpp"

// What documents of several wings share.
namespace myatlas::operations {

using formats::Json;

// "myatlas/invoice/1", and the members of a record behind it.
Json document(const char* schema, const Json& members);

// What people know a dossier by: "company_name", "trainee" and "reference" of a row.
void put_label(Json& row, const services::DossierLabel& label);

// Warnings as a document holds them: code, member and values of each.
Json problems_json(const util::Errors& problems);

// "E" or "W".
const char* letter_of(domain::Severity severity);

} // namespace myatlas::operations
