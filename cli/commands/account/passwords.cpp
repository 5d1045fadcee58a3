#include "operations/account/passwords.hpp"

#include "commands/account/address.hpp"
#include "commands/account/commands.hpp"
#include "commands/account/password_input.hpp"
#include "operations/account/account.hpp"
#include "request.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

struct ChangeOptions
{
  operations::ChangePassword request;
  PasswordInput current;
  std::string new_file;
};

void bind_change(CommandLine& line, ChangeOptions& o)
{
  line.flag("--password-stdin", o.current.from_stdin,
            N_("Read two lines of standard input: the current password, then the new one"));
  line.option("--password-file", o.current.file, "FILE", N_("File of the current password"));
  line.option("--new-password-file", o.new_file, "FILE", N_("File of the new password"));
}

// Nobody is asked for passwords of no account.
util::Outcome complete_change(Session& session, ChangeOptions& o, LocalFiles& files)
{
  if (session.interactive()) {
    TRY(session.ask(operations::k_whoami, {}, files));
  }
  TRY_ASSIGN(o.request.password,
             read_password(session, o.current, N_("Current password:"), Confirm::no));
  TRY_ASSIGN(o.request.new_password, read_password(session, {o.current.from_stdin, o.new_file},
                                                   N_("New password:"), Confirm::yes));
  return util::Done{};
}

util::Result<int> show_changed(Session& session, const operations::Answer& answer)
{
  (void)session.deliver_mails();
  session.note(session.texts().tr(
    N_("The password was changed and every session was ended. Log in again: myatlas login")));
  (void)session.forget_login(answer.document["email"]);
  return session.show({answer.document, {{"email", N_("E-mail")}}});
}

struct ResetOptions
{
  operations::ResetPassword request;
  CodeInput code;
  PasswordInput password;
};

void bind_reset(CommandLine& line, ResetOptions& o)
{
  line.option("--email", o.request.email, "E", N_("Address of the account"));
  bind_code(line, o.code, N_("Code of the mail; without one, a mail is sent"));
  line.flag("--ask-code", o.code.ask, N_("Ask for the code of the mail on the terminal"));
  bind_password(line, o.password);
}

util::Outcome complete_reset(Session& session, ResetOptions& o, LocalFiles&)
{
  TRY_ASSIGN(o.request.email, address_of(session, o.request.email));
  if (!o.code.any()) {
    return util::Done{};
  }
  TRY_ASSIGN(o.request.code, code_of(session, o.code));
  if (o.request.code.empty()) {
    o.request.code = util::Secret(" "); // an empty line is a wrong code, and asks for no mail
  }
  TRY_ASSIGN(o.request.password,
             read_password(session, o.password, N_("New password:"), Confirm::yes));
  return util::Done{};
}

util::Result<int> show_reset(Session& session, const ResetOptions& o,
                             const operations::Answer& answer)
{
  if (o.code.any()) {
    return show_changed(session, answer);
  }
  session.try_to_deliver_letters(); // a failure told here would say that there is an account
  session.note(session.texts().trf(N_("If {0} has an active account, a code was sent to it."),
                                   answer.document["email"].get<std::string>()));
  session.note_place_of_letters();
  return session.show({answer.document, {{"email", N_("E-mail")}}});
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
