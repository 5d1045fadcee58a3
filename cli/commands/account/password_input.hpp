#pragma once

#include "session.hpp"
#include "util/crypto.hpp"

namespace myatlas::cli {

// How a password comes in: never on the command line.
struct PasswordInput
{
  bool from_stdin = false;
  std::string file;

  bool is_on_stdin() const { return from_stdin || file == "-"; }
};

void bind_password(CommandLine& line, PasswordInput& input);

enum class Confirm
{
  no,
  yes, // asked twice
};

// From --password-stdin, --password-file, or asked without echo. usage.prompt when there is nobody
// to ask.
Result<util::Secret> read_password(const Session& session, const PasswordInput& input,
                                   const char* question, Confirm confirm);

} // namespace myatlas::cli
