#pragma once

#include <filesystem>

#include "domain/values/identity.hpp"
#include "util/file.hpp"

namespace myatlas::services {

// Whether something of a person stands in what is left of an open file; `path` is for messages.
bool holds(const util::FileHandle& file, const std::filesystem::path& path,
           const domain::Identity& identity);

} // namespace myatlas::services
