#pragma once

#include <span>
#include <string>
#include <string_view>

#include "util/result.hpp"

namespace myatlas::domain {

// A kind of value that can be checked by itself, as `myatlas check KIND` names it.
struct CheckKind
{
  std::string_view name;
  util::Result<std::string> (*normalize)(std::string_view);
};

std::span<const CheckKind> check_kinds();

// The kind of that name, or null.
const CheckKind* find_check_kind(std::string_view name);

} // namespace myatlas::domain
