#pragma once

#include <string>
#include <string_view>

namespace myatlas::texts {

class Texts;

// What a person is told whose list is empty: what it would show, and what puts something there.
// Empty for a command that lists nothing.
std::string told_when_empty(const Texts& texts, std::string_view command);

} // namespace myatlas::texts
