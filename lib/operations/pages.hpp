#pragma once

#include <cstdint>
#include <string_view>

#include "util/result.hpp"

// What lists that come in pages share.
namespace myatlas::operations {

// "20": "limit.form" (text).
util::Result<std::int64_t> parse_limit(std::string_view text);

} // namespace myatlas::operations
