#include "commands/account/password_input.hpp"

#include "commands/account/address.hpp"
#include "commands/options.hpp"
#include "output/prompt.hpp"

namespace myatlas::cli {

namespace {

constexpr FormOption<PasswordInput> k_password_options[] = {
  {"--password-stdin", &PasswordInput::from_stdin,
   N_("Read the password from standard input, one line each")},
  {"--password-file", &PasswordInput::file, "FILE",
   N_("Read the password from a file nobody else may read; - is standard input")},
};

bool is_same(const util::Secret& one, const util::Secret& other)
{
  return one.reveal() == other.reveal();
}

// The same again, so that what was mistyped unseen is found.
Outcome ask_again(const Session& session, const util::Secret& first)
{
  TRY_ASSIGN(const auto second, ask_secret(session, N_("The same again:")));
  return fail_unless(is_same(first, second), {"password.confirmation", {}});
}

Result<util::Secret> ask_twice(const Session& session, const char* question)
{
  TRY_ASSIGN(util::Secret first, ask_secret(session, question));
  TRY(ask_again(session, first));
  return first;
}

Result<util::Secret> ask_password(const Session& session, const char* question, Confirm confirm)
{
  TRY(somebody_answers(session, question, "--password-stdin, --password-file"));
  return confirm == Confirm::yes ? ask_twice(session, question) : ask_secret(session, question);
}

} // namespace

void bind_password(CommandLine& line, PasswordInput& input)
{
  add_options(line, input, k_password_options);
}

Result<util::Secret> read_password(const Session& session, const PasswordInput& input,
                                   const char* question, Confirm confirm)
{
  TRY(at_most_one(
    {{"--password-stdin", input.from_stdin}, {"--password-file", !input.file.empty()}}));
  if (input.is_on_stdin()) {
    return read_secret_line(session.env());
  }
  return input.file.empty() ? ask_password(session, question, confirm)
                            : read_secret_file(input.file);
}

} // namespace myatlas::cli
