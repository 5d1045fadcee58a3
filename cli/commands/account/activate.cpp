#include "commands/account/address.hpp"
#include "commands/account/commands.hpp"
#include "commands/account/password_input.hpp"
#include "operations/account/registration.hpp"
#include "request.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

struct ActivateOptions
{
  operations::Activate request;
  CodeInput code;
  PasswordInput password;
};

void bind_activate(CommandLine& line, ActivateOptions& o)
{
  line.option("--email", o.request.email, "E", N_("Address of the account"));
  bind_code(line, o.code, N_("Code of the mail"));
  bind_password(line, o.password);
}

util::Outcome complete_activate(Session& session, ActivateOptions& o, LocalFiles&)
{
  TRY_ASSIGN(o.request.email, address_of(session, o.request.email));
  TRY_ASSIGN(o.request.code, code_of(session, o.code));
  TRY_ASSIGN(o.request.password,
             read_password(session, o.password, N_("Choose a password:"), Confirm::yes));
  return util::Done{};
}

util::Result<int> show_activated(Session& session, const operations::Answer& answer)
{
  const std::string email = answer.document["email"];
  session.note(
    session.texts().trf(N_("The account {0} is active. Log in: myatlas login --email {0}"), email));
  return session.show(
    {answer.document, {{"email", N_("E-mail")}, {"state", N_("State"), Show::state}}});
}

constexpr Example k_activate_examples[] = {
  {N_("On a terminal: the code and the password are asked"),
   "myatlas activate --email anne@cabinet.example"},
  {N_("From a script"),
   "myatlas activate --email anne@cabinet.example --code-file code --password-stdin < password"},
};

void bind_resend(CommandLine& line, operations::AccountAddress& o)
{
  line.option("--email", o.email, "E", N_("Address of the account"));
}

util::Outcome complete_resend(Session& session, operations::AccountAddress& o, LocalFiles&)
{
  TRY_ASSIGN(o.email, address_of(session, o.email));
  return util::Done{};
}

util::Result<int> show_resent(Session& session, const operations::Answer& answer)
{
  session
    .try_to_deliver_letters(); // a failure told here would say that there is an account that waits
  session.note(
    session.texts().trf(N_("If {0} waits for its activation, a new code was sent to it."),
                        answer.document["email"].get<std::string>()));
  session.note_place_of_letters();
  return session.show({answer.document, {{"email", N_("E-mail")}}});
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
  .declare = asks<operations::k_activate, bind_activate, show_activated, complete_activate>,
  .operation = &operations::k_activate,
};

const Command k_resend_activation = {
  .name = "resend-activation",
  .group = Group::account,
  .summary = N_("Send the activation code again"),
  .description = N_("Sends a new code to an address that waits for its activation; the one before "
                    "is void. The answer never tells whether the address has an account."),
  .examples = k_resend_examples,
  .declare = asks<operations::k_resend_activation, bind_resend, show_resent, complete_resend>,
  .operation = &operations::k_resend_activation,
};

} // namespace myatlas::cli
