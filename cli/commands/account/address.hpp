#pragma once

#include "session.hpp"

namespace myatlas::cli {

// The address given with --email, or asked for on a terminal. usage.prompt, email.form.
Result<std::string> address_of(const Session& session, const std::string& given);

// usage.prompt where nobody is there to be asked, with the options that say it instead.
Outcome somebody_answers(const Session& session, const char* question, const char* options);

// How a code comes in. On the command line others of the machine and the shell's history see it:
// the other ways keep it secret.
struct CodeInput
{
  std::string given, file;
  bool from_stdin = false, ask = false;

  bool any() const { return !given.empty() || !file.empty() || from_stdin || ask; }
};

void bind_code(CommandLine& line, CodeInput& input, const char* help);

// From --code, --code-stdin, which reads it before a password, or --code-file; else asked for on a
// terminal, without echo. usage.prompt, usage.both, and what reading fails with.
Result<util::Secret> code_of(const Session& session, const CodeInput& input);

// That a code went to the address in `document`; `sentence` (msgid) says on what condition.
int show_code_sent(Session& session, const formats::Json& document, const char* sentence);

// What one of the two secret ways says, or an answer to the question, without echo.
Result<util::Secret> ask_secret(const Session& session, const char* question);

} // namespace myatlas::cli
