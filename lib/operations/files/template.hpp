#pragma once

#include "formats/json/json.hpp"
#include "formats/tables/column_spec.hpp"

namespace myatlas::operations {

// What columns a file of that kind has.
formats::Json template_document(formats::FileKind kind);

} // namespace myatlas::operations
