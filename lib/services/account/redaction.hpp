#pragma once

#include <string>

#include "formats/json/json.hpp"
#include "store/tables/deed.hpp"
#include "store/tables/erasure.hpp"

namespace myatlas::services {

// A text of a record; empty where it has none of that name.
std::string member_text(const formats::Json& record, const char* member);

// Whether a row of the audit is about an account, by its id.
bool is_about(const store::AuditRow& row, const std::string& account);

// Takes the person out of a row of the audit; whether it named them.
bool redact(store::AuditRow& row, const store::ErasedPerson& person);

} // namespace myatlas::services
