#include "commands/account/password_input.hpp"

#include "output/prompt.hpp"

namespace myatlas::cli {

void bind_password(CommandLine& line, PasswordInput& input)
{
  line.flag("--password-stdin", input.from_stdin,
            N_("Read the password from standard input, one line each"));
  line.option("--password-file", input.file, "FILE",
              N_("Read the password from a file nobody else may read; - is standard input"));
}

util::Result<util::Secret> read_password(const Session& session, const PasswordInput& input,
                                         const char* question, Confirm confirm)
{
  const Env& env = session.env();
  if (input.from_stdin && !input.file.empty()) {
    return util::Error{"usage.both", {"--password-stdin", "--password-file"}};
  }
  if (input.from_stdin || input.file == "-") {
    return read_secret_line(env);
  }
  if (!input.file.empty()) {
    return read_secret_file(input.file);
  }
  if (!session.interactive()) {
    return util::Error{"usage.prompt",
                       {session.texts().tr(question), "--password-stdin, --password-file"}};
  }
  const util::Result<util::Secret> first = ask_secret(env, session.texts().tr(question));
  if (!first || confirm == Confirm::no) {
    return first;
  }
  const util::Result<util::Secret> second =
    ask_secret(env, session.texts().tr(N_("The same again:")));
  if (second && second->reveal() != first->reveal()) {
    return util::Error{"password.confirmation", {}};
  }
  return second ? first : second;
}

} // namespace myatlas::cli
