#pragma once

#include "env.hpp"

namespace myatlas::cli {

// Understands the command line, runs the command, and turns every way it can end into an exit status.
int run(const Env& env);

} // namespace myatlas::cli
