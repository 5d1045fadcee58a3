#pragma once

#include "env.hpp"

namespace myatlas::cli {

// Understands the command line, runs the command, and turns every way it can end into an exit
// status.
int run(const Env& env);

constexpr int k_out_of_memory = 74; // when there is no room to say more

// Says that the program does nothing with another user's rights; its status.
int refuse_set_uid(const Env& env);

} // namespace myatlas::cli
