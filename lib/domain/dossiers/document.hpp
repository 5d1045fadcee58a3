#pragma once

#include <string>
#include <string_view>

#include "util/result.hpp"

namespace myatlas::domain {

// A file the portal takes, known by its first bytes (the state portal CELIA's limits: Atlas
// publishes none).
enum class DocumentKind
{
  pdf,
  png,
  jpeg,
  xml,
};

constexpr std::size_t k_most_document_bytes = 10U * 1024 * 1024;

const char* media_type(DocumentKind kind);

// What the file is. Fails with "document.empty", "document.kind" (name) when the bytes are none of
// the four, or "document.extension" (name, what the bytes say) when the name says otherwise.
util::Result<DocumentKind> document_kind(std::string_view file_name, std::string_view content);

} // namespace myatlas::domain
