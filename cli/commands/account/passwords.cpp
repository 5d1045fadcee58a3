#include "operations/account/passwords.hpp"

#include "commands/account/address.hpp"
#include "commands/account/commands.hpp"
#include "commands/account/password_input.hpp"
#include "commands/options.hpp"
#include "operations/account/account.hpp"
#include "request.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using operations::Answer;

struct ChangeOptions
{
  operations::ChangePassword request;
  PasswordInput current;
  std::string new_file;
};

constexpr FormOption<PasswordInput> k_current_options[] = {
  {"--password-stdin", &PasswordInput::from_stdin,
   N_("Read two lines of standard input: the current password, then the new one")},
  {"--password-file", &PasswordInput::file, "FILE", N_("File of the current password")},
};

void bind_change(CommandLine& line, ChangeOptions& o)
{
  add_options(line, o.current, k_current_options);
  line.option("--new-password-file", o.new_file, "FILE", N_("File of the new password"));
}

Result<util::Secret> current_password(const Session& session, const PasswordInput& input)
{
  return read_password(session, input, N_("Current password:"), Confirm::no);
}

Result<util::Secret> choose_password(const Session& session, const PasswordInput& input)
{
  return read_password(session, input, N_("New password:"), Confirm::yes);
}

Outcome read_both(const Session& session, ChangeOptions& o)
{
  TRY_ASSIGN(o.request.password, current_password(session, o.current));
  const PasswordInput chosen{o.current.from_stdin, o.new_file};
  TRY_ASSIGN(o.request.new_password, choose_password(session, chosen));
  return Done{};
}

// Nobody is asked for passwords of no account.
Outcome complete_change(Session& session, ChangeOptions& o, LocalFiles&)
{
  if (session.interactive()) {
    TRY(session.ask(operations::k_whoami, {}));
  }
  return read_both(session, o);
}

void note_end_of_sessions(Session& session)
{
  session.note_that(
    N_("The password was changed and every session was ended. Log in again: myatlas login"));
}

Result<int> show_changed(Session& session, const Answer& answer)
{
  (void)session.deliver_mails();
  note_end_of_sessions(session);
  (void)session.forget_login(answer.document["email"]);
  return session.show({answer.document, {{"email", N_("E-mail")}}});
}

struct ResetOptions
{
  operations::ResetPassword request;
  CodeInput code;
  PasswordInput password;
};

constexpr FormOption<CodeInput> k_ask_code_options[] = {
  {"--ask-code", &CodeInput::ask, N_("Ask for the code of the mail on the terminal")},
};

void bind_reset(CommandLine& line, ResetOptions& o)
{
  add_email(line, o.request.email);
  bind_code(line, o.code, N_("Code of the mail; without one, a mail is sent"));
  add_options(line, o.code, k_ask_code_options);
  bind_password(line, o.password);
}

Result<util::Secret> told_code(const Session& session, const CodeInput& input)
{
  TRY_ASSIGN(util::Secret code, code_of(session, input));
  return code.empty() ? util::Secret(" ") // an empty line is a wrong code, and asks for no mail
                      : code;
}

Outcome read_code_and_password(const Session& session, ResetOptions& o)
{
  TRY_ASSIGN(o.request.code, told_code(session, o.code));
  TRY_ASSIGN(o.request.password, choose_password(session, o.password));
  return Done{};
}

Outcome complete_reset(Session& session, ResetOptions& o, LocalFiles&)
{
  TRY_ASSIGN(o.request.email, address_of(session, o.request.email));
  if (o.code.any()) {
    TRY(read_code_and_password(session, o));
  }
  return Done{};
}

Result<int> show_reset_code(Session& session, const Answer& answer)
{
  session.try_to_deliver_mails(); // a failure told here would say that there is an account
  return show_code_sent(session, answer.document,
                        N_("If {0} has an active account, a code was sent to it."));
}

Result<int> show_reset(Session& session, const ResetOptions& o, const Answer& answer)
{
  return o.code.any() ? show_changed(session, answer) : show_reset_code(session, answer);
}

constexpr Example k_change_examples[] = {
  {N_("On a terminal"), "myatlas change-password"},
  {N_("From a script: current and new password, a line each"),
   "myatlas change-password --password-stdin < two-lines"},
};

constexpr Example k_reset_examples[] = {
  {N_("Ask for a code by mail"), "myatlas reset-password --email anne@cabinet.example"},
  {N_("Choose the new password with it"),
   "myatlas reset-password --email anne@cabinet.example --ask-code"},
};

} // namespace

const Command k_change_password = {
  .name = "change-password",
  .group = Group::account,
  .summary = N_("Change the password"),
  .description = N_("Changes the password of the account that is logged in, ends every session of "
                    "it and tells it by mail."),
  .examples = k_change_examples,
  .declare = asks<operations::k_change_password, bind_change, show_changed, complete_change>,
  .operation = &operations::k_change_password,
};

const Command k_reset_password = {
  .name = "reset-password",
  .group = Group::account,
  .summary = N_("Choose a new password with a code sent by mail"),
  .description =
    N_("Without a code, sends one to the address; the answer never tells whether it has an "
       "account. With it, sets the new password. The code lives ten minutes and works once."),
  .examples = k_reset_examples,
  .declare = asks<operations::k_reset_password, bind_reset, show_reset, complete_reset>,
  .operation = &operations::k_reset_password,
};

} // namespace myatlas::cli
