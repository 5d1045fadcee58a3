#include "services/account/activate.hpp"

#include "commands/account/address.hpp"
#include "commands/account/commands.hpp"
#include "commands/account/password_input.hpp"
#include "output/prompt.hpp"
#include "texts/texts.hpp"
#include "util/try.hpp"
#include "words.hpp"

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

struct Activation
{
  domain::EmailAddress email;
  util::Secret code, password;
};

util::Result<Activation> read_activate(const Session& session, const ActivateOptions& options)
{
  TRY_ASSIGN(const domain::EmailAddress email, address_of(session, options.email));
  TRY_ASSIGN(const util::Secret code, code_of(session, options.code));
  TRY_ASSIGN(const util::Secret password,
             read_password(session, options.password, N_("Choose a password:"), Confirm::yes));
  return Activation{email, code, password};
}

util::Result<int> run_activate(Session& session, const services::Context& context,
                               const Activation& given)
{
  TRY(services::activate(context, given.email, given.code, given.password));
  const std::string& email = given.email.text();
  session.note(
    session.texts().trf(N_("The account {0} is active. Log in: myatlas login --email {0}"), email));
  return session.show({{{"schema", "myatlas/activated/1"}, {"email", email}, {"state", "active"}},
                       {{"email", N_("E-mail")}, {"state", N_("State"), Show::state}}});
}

constexpr Example k_activate_examples[] = {
  {N_("On a terminal: the code and the password are asked"),
   "myatlas activate --email anne@cabinet.example"},
  {N_("From a script"),
   "myatlas activate --email anne@cabinet.example --code-file code --password-stdin < password"},
};

void bind_resend(CommandLine& line, std::string& email)
{
  line.option("--email", email, "E", N_("Address of the account"));
}

util::Result<domain::EmailAddress> read_resend(const Session& session, const std::string& text)
{
  return address_of(session, text);
}

util::Result<int> run_resend(Session& session, const services::Context& context,
                             const domain::EmailAddress& email)
{
  TRY(services::resend_activation(context, email));
  session
    .try_to_deliver_letters(); // a failure told here would say that there is an account that waits
  session.note(session.texts().trf(
    N_("If {0} waits for its activation, a new code was sent to it."), email.text()));
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
  .name = "activate",
  .group = Group::account,
  .summary = N_("Activate an account with the code of the mail"),
  .description =
    N_("Turns a registered account into an active one. The code is valid for ten minutes and works "
       "once; five wrong tries void it. The password has 8 to 12 characters, an upper-case letter, "
       "a lower-case letter and a digit or special character."),
  .examples = k_activate_examples,
  .declare = with_request<bind_activate, read_activate, run_activate>,
  .store = Use::write,
  .login = Login::none,
};

const Command k_resend_activation = {
  .name = "resend-activation",
  .group = Group::account,
  .summary = N_("Send the activation code again"),
  .description = N_("Sends a new code to an address that waits for its activation; the one before "
                    "is void. The answer never tells whether the address has an account."),
  .examples = k_resend_examples,
  .declare = with_request<bind_resend, read_resend, run_resend>,
  .store = Use::write,
  .login = Login::none,
};

} // namespace myatlas::cli
