#pragma once

#include <string>

#include "services/context.hpp"

namespace myatlas::services {

// A file that was given, checked and named by its digest: domain::document_kind's errors.
util::Result<store::StoredDocument> document_of(const std::string& file_name, const std::string& content);

// Keeps it, once however often it comes. What Store::keep_document fails with.
util::Outcome keep(const Context& context, const store::StoredDocument& document, const std::string& content);

} // namespace myatlas::services
