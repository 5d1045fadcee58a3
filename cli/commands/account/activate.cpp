#include "services/account/activate.hpp"

#include "commands/account/address.hpp"
#include "commands/account/password_input.hpp"
#include "commands/commands.hpp"
#include "messages/say.hpp"
#include "output/prompt.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

struct ActivateOptions
{
  std::string email;
  CodeInput code;
  PasswordInput password;
};

void bind_activate(CommandLine& line, ActivateOptions& o)
{
  line.option("--email", o.email, "E", N_("Address of the account"));
  bind_code(line, o.code, N_("Code of the mail"));
  bind_password(line, o.password);
}

util::Result<int> run_activate(Session& session, const ActivateOptions& options)
{
  TRY_ASSIGN(const domain::EmailAddress email, address_of(session, options.email));
  TRY_ASSIGN(const util::Secret code, code_of(session, options.code));
  TRY_ASSIGN(const util::Secret password,
             read_password(session, options.password, N_("Choose a password:"), Confirm::yes));
  TRY_ASSIGN(const auto context, session.open(store::Store::Use::write, Login::none));
  TRY(services::activate(*context, email, code, password));
  session.note(
    trf(N_("The account {0} is active. Log in: myatlas login --email {0}"), email.text()));
  return session.show(
    {{{"schema", "myatlas/activated/1"}, {"email", email.text()}, {"state", "active"}},
     {{"email", N_("E-mail")}, {"state", N_("State"), Show::state}}});
}

constexpr Example k_activate_examples[] = {
  {N_("On a terminal: the code and the password are asked"),
   "myatlas activate --email anne@cabinet.example"},
  {N_("From a script"),
   "myatlas activate --email anne@cabinet.example --code-file code --password-stdin < password"},
};

util::Result<int> run_resend(Session& session, const std::string& text)
{
  TRY_ASSIGN(const domain::EmailAddress email, address_of(session, text));
  TRY_ASSIGN(const auto context, session.open(store::Store::Use::write, Login::none));
  TRY(services::resend_activation(*context, email));
  session
    .try_to_deliver_letters(); // a failure told here would say that there is an account that waits
  session.note(
    trf(N_("If {0} waits for its activation, a new code was sent to it."), email.text()));
  session.note_place_of_letters();
  return session.show(
    {{{"schema", "myatlas/mail-asked/1"}, {"email", email.text()}}, {{"email", N_("E-mail")}}});
}

constexpr Example k_resend_examples[] = {
  {N_("A new code, when the first one is too old"),
   "myatlas resend-activation --email anne@cabinet.example"},
  {N_("The same, answered as JSON"),
   "myatlas resend-activation --email anne@cabinet.example -o json"},
};

} // namespace

const Command k_activate = {
  "activate",
  Group::account,
  N_("Activate an account with the code of the mail"),
  N_("Turns a registered account into an active one. The code is valid for ten minutes and works "
     "once; five wrong tries void it. The password has 8 to 12 characters, an upper-case letter, a "
     "lower-case letter and a digit or special character."),
  k_activate_examples,
  [](CommandLine& line) { declare_with<ActivateOptions>(line, bind_activate, run_activate); }};

const Command k_resend_activation = {
  "resend-activation",
  Group::account,
  N_("Send the activation code again"),
  N_("Sends a new code to an address that waits for its activation; the one before is void. The "
     "answer never tells whether "
     "the address has an account."),
  k_resend_examples,
  [](CommandLine& line) {
    declare_with<std::string>(
      line,
      [](CommandLine& l, std::string& email) {
        l.option("--email", email, "E", N_("Address of the account"));
      },
      run_resend);
  }};

} // namespace myatlas::cli
