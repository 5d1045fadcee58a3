#include "services/account/passwords.hpp"

#include "commands/account/address.hpp"
#include "commands/account/commands.hpp"
#include "commands/account/password_input.hpp"
#include "output/prompt.hpp"
#include "texts/texts.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

struct ChangeOptions
{
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

util::Result<int> changed(Session& session, const std::string& email)
{
  (void)session.deliver_mails();
  session.note(session.texts().tr(
    N_("The password was changed and every session was ended. Log in again: myatlas login")));
  (void)session.forget_login(email);
  return session.show(
    {{{"schema", "myatlas/password-changed/1"}, {"email", email}}, {{"email", N_("E-mail")}}});
}

util::Result<int> run_change(Session& session, const services::Context& context,
                             const ChangeOptions& options)
{
  TRY_ASSIGN(const auto current,
             read_password(session, options.current, N_("Current password:"), Confirm::no));
  const PasswordInput input{options.current.from_stdin, options.new_file};
  TRY_ASSIGN(const auto fresh, read_password(session, input, N_("New password:"), Confirm::yes));
  TRY(services::change_password(context, current, fresh));
  return changed(session, context.actor.name());
}

struct ResetOptions
{
  std::string email;
  CodeInput code;
  PasswordInput password;
};

void bind_reset(CommandLine& line, ResetOptions& o)
{
  line.option("--email", o.email, "E", N_("Address of the account"));
  bind_code(line, o.code, N_("Code of the mail; without one, a mail is sent"));
  line.flag("--ask-code", o.code.ask, N_("Ask for the code of the mail on the terminal"));
  bind_password(line, o.password);
}

util::Result<int> ask_reset(Session& session, const services::Context& context,
                            const domain::EmailAddress& email)
{
  TRY(services::request_password_reset(context, email));
  session.try_to_deliver_letters(); // a failure told here would say that there is an account
  session.note(
    session.texts().trf(N_("If {0} has an active account, a code was sent to it."), email.text()));
  session.note_place_of_letters();
  return session.show(
    {{{"schema", "myatlas/mail-asked/1"}, {"email", email.text()}}, {{"email", N_("E-mail")}}});
}

struct ResetRequest
{
  domain::EmailAddress email;
  ResetOptions options;
};

util::Result<ResetRequest> read_reset(const Session& session, const ResetOptions& options)
{
  TRY_ASSIGN(const domain::EmailAddress email, address_of(session, options.email));
  return ResetRequest{email, options};
}

util::Result<int> run_reset(Session& session, const services::Context& context,
                            const ResetRequest& request)
{
  const ResetOptions& options = request.options;
  if (!options.code.any()) {
    return ask_reset(session, context, request.email);
  }
  TRY_ASSIGN(const util::Secret code, code_of(session, options.code));
  TRY_ASSIGN(const auto fresh,
             read_password(session, options.password, N_("New password:"), Confirm::yes));
  TRY(services::reset_password(context, request.email, code, fresh));
  return changed(session, request.email.text());
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
  .declare = with_options<bind_change, run_change>,
  .store = Use::write,
  .login = Login::required,
};

const Command k_reset_password = {
  .name = "reset-password",
  .group = Group::account,
  .summary = N_("Choose a new password with a code sent by mail"),
  .description =
    N_("Without a code, sends one to the address; the answer never tells whether it has an "
       "account. With it, sets the new password. The code lives ten minutes and works once."),
  .examples = k_reset_examples,
  .declare = with_request<bind_reset, read_reset, run_reset>,
  .store = Use::write,
  .login = Login::none,
};

} // namespace myatlas::cli
