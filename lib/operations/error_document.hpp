#pragma once

#include "formats/json/json.hpp"
#include "texts/errors.hpp"

namespace myatlas::operations {

// What a program is told of the error that decided how a command ends.
formats::Json error_document(const util::Error& error, texts::Status status);

} // namespace myatlas::operations
