#include "commands/account/address.hpp"
#include "commands/account/commands.hpp"
#include "commands/account/password_input.hpp"
#include "commands/options.hpp"
#include "operations/account/registration.hpp"
#include "request.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using operations::Answer;

struct ActivateOptions
{
  operations::Activate request;
  CodeInput code;
  PasswordInput password;
};

void bind_activate(CommandLine& line, ActivateOptions& o)
{
  add_email(line, o.request.email);
  bind_code(line, o.code, N_("Code of the mail"));
  bind_password(line, o.password);
}

Result<util::Secret> first_password(const Session& session, const PasswordInput& input)
{
  return read_password(session, input, N_("Choose a password:"), Confirm::yes);
}

Outcome read_account_code(const Session& session, operations::Activate& request,
                          const CodeInput& code)
{
  TRY_ASSIGN(request.email, address_of(session, request.email));
  TRY_ASSIGN(request.code, code_of(session, code));
  return Done{};
}

Outcome complete_activate(Session& session, ActivateOptions& o, LocalFiles&)
{
  TRY(read_account_code(session, o.request, o.code));
  TRY_ASSIGN(o.request.password, first_password(session, o.password));
  return Done{};
}

constexpr Field k_activated_fields[] = {{"email", N_("E-mail")},
                                        {"state", N_("State"), Show::state}};

void note_activation(Session& session, const std::string& email)
{
  session.note_that(N_("The account {0} is active. Log in: myatlas login --email {0}"), email);
}

Result<int> show_activated(Session& session, const Answer& answer)
{
  note_activation(session, answer.document["email"]);
  return session.show({answer.document, fields_of(k_activated_fields)});
}

constexpr Example k_activate_examples[] = {
  {N_("On a terminal: the code and the password are asked"),
   "myatlas activate --email anne@cabinet.example"},
  {N_("From a script"),
   "myatlas activate --email anne@cabinet.example --code-file code --password-stdin < password"},
};

void bind_resend(CommandLine& line, operations::AccountAddress& o)
{
  add_email(line, o.email);
}

Outcome complete_resend(Session& session, operations::AccountAddress& o, LocalFiles&)
{
  TRY_ASSIGN(o.email, address_of(session, o.email));
  return Done{};
}

Result<int> show_resent(Session& session, const Answer& answer)
{
  session
    .try_to_deliver_mails(); // a failure told here would say that there is an account that waits
  return show_code_sent(session, answer.document,
                        N_("If {0} waits for its activation, a new code was sent to it."));
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
