#pragma once

#include "env.hpp"

namespace myatlas::cli {

// `myatlas __complete -- WORD… LAST`: one candidate a line, "value<TAB>help". Says nothing when it
// fails.
int complete(const Env& env);

// The line that makes a shell ask __complete; none for an unknown shell.
const char* completion_script(const std::string& shell);

} // namespace myatlas::cli
