#pragma once

#include <string>

#include "env.hpp"
#include "outcomes.hpp"
#include "util/crypto.hpp"

namespace myatlas::cli {

// Whether a person is there to answer: both ends are terminals, and neither --no-input nor CI says
// otherwise.
bool can_ask(const Env& env, bool no_input);

// Asks on standard error, reads one line of standard input. usage.prompt at the end of input.
Result<std::string> ask(const Env& env, const std::string& question);
Result<util::Secret> ask_secret(const Env& env, const std::string& question); // without echo

// The next line of standard input, its end apart: password.no_line, secret.long (bytes).
Result<util::Secret> read_secret_line(const Env& env);

// A file of secrets, which nobody else may read or write: password.file_open.
Result<util::FileHandle> open_secret_file(const std::string& path);

// The first line of a file that nobody else may read or write: password.file_open, secret.long
// (bytes).
Result<util::Secret> read_secret_file(const std::string& path);

} // namespace myatlas::cli
