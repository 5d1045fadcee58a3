#pragma once

#include <optional>
#include <string>

#include "services/context.hpp"

namespace myatlas::services {

// A file that was given, checked and named by its digest: domain::document_kind's errors.
Result<store::StoredDocument> document_of(const std::string& file_name, const std::string& content);

// The same of a form, whose problems it adds at "file"; nothing where no file was given.
std::optional<store::StoredDocument> document_given(const std::string& file_name,
                                                    const std::string& content, Errors& problems);

// Before the transaction in which it will be kept: what Store::put_ahead does. What is wrong with
// the file is told there.
Outcome put_ahead(const Context& context, const std::string& file_name, const std::string& content);

// Keeps it, once however often it comes. What Store::keep_document fails with.
Outcome keep(const Context& context, const store::StoredDocument& document,
             const std::string& content);

// What was kept under a digest, byte for byte; `name` is what it is called: document.damaged
// (name).
Result<std::string> fetch_document(const Context& context, const std::string& digest,
                                   const std::string& name);

} // namespace myatlas::services
