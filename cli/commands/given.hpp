#pragma once

#include <optional>
#include <string>

#include "util/result.hpp"

namespace myatlas::cli {

// The value of an option that was given, nothing when it was not; what is wrong with it goes to `problems` under its name.
template <typename T, typename F>
std::optional<T> given(const std::string& text, F parse, const char* option, util::Errors& problems)
{
  return text.empty() ? std::nullopt : util::collect(util::Result<T>(parse(text)), problems, option);
}

} // namespace myatlas::cli
