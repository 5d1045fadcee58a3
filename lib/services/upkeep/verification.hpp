#pragma once

#include <optional>
#include <string>

#include "services/context.hpp"

namespace myatlas::services {

// The end of an audit as verify and backup print it, "12:9f3c…": anchor.form (text). None is given
// where it is empty.
Result<std::optional<store::AuditHead>> parse_anchor(const std::string& text);

// The store's own pages, rows and documents, and that the end of its audit is still in it:
// audit.anchor (sequence) among what is found where it is not.
store::Verification verify(const Context& context, const std::optional<store::AuditHead>& anchor);

} // namespace myatlas::services
