#pragma once

#include <string>
#include <string_view>

namespace myatlas::texts {

// What a person is told whose list is empty: what it would show, and what puts something there. In
// the language in use; empty for a command that lists nothing.
std::string told_when_empty(std::string_view command);

} // namespace myatlas::texts
