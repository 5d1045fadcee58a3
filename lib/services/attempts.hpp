#pragma once

#include <string_view>

#include "services/context.hpp"

namespace myatlas::services {

// The captcha's job. Five wrong tries within an hour lock their subject for an hour, whether it exists or not.
bool is_locked(const Context& context, std::string_view kind, std::string_view subject);

// Counts a wrong try in a transaction of its own: what failed writes nothing else.
void count_wrong_try(const Context& context, std::string_view kind, std::string_view subject);

} // namespace myatlas::services
