#include "commands/account/address.hpp"
#include "commands/account/commands.hpp"
#include "commands/account/password_input.hpp"
#include "commands/options.hpp"
#include "operations/account/account.hpp"
#include "operations/account/session.hpp"
#include "request.hpp"
#include "session_file.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using operations::Answer;

struct LoginOptions
{
  operations::LogIn request;
  PasswordInput password;
};

void bind_login(CommandLine& line, LoginOptions& o)
{
  add_email(line, o.request.email);
  bind_password(line, o.password);
}

// Whom the options name, or the account in use.
std::string named_account(const Session& session, const LoginOptions& o)
{
  return o.request.email.empty() ? session.settings().value("account") : o.request.email;
}

Outcome complete_login(Session& session, LoginOptions& o, LocalFiles&)
{
  TRY_ASSIGN(o.request.email, address_of(session, named_account(session, o)));
  TRY_ASSIGN(o.request.password, read_password(session, o.password, N_("Password:"), Confirm::no));
  return Done{};
}

Result<util::Instant> end_of(const Json& login)
{
  return util::parse_rfc3339(login["expires"].get<std::string>());
}

Outcome remember(const Session& session, const Answer& answer)
{
  TRY_ASSIGN(const auto expires, end_of(answer.document));
  return SessionFile(session.env()).remember(answer.document["email"], answer.token, expires);
}

constexpr Field k_login_fields[] = {{"email", N_("Logged in")}, {"expires", N_("Until")}};

Result<int> keep_session(Session& session, const Answer& answer)
{
  TRY(remember(session, answer));
  return session.show({answer.document, fields_of(k_login_fields)});
}

constexpr Example k_login_examples[] = {
  {N_("On a terminal"), "myatlas login --email anne@cabinet.example"},
  {N_("From a script"),
   "myatlas login --email anne@cabinet.example --password-file ~/.atlas-password"},
};

Result<Json> end_session(Session& session, const operations::LogOut& request)
{
  TRY_ASSIGN(const Answer answer, session.ask(operations::k_logout, request));
  return answer.document;
}

// Where no session is kept here, nothing is asked.
Result<Json> end_session_of(Session& session, const std::string& account)
{
  TRY_ASSIGN(const auto token, SessionFile(session.env()).token(account));
  return token ? end_session(session, {.token = *token}) : operations::logged_out(false);
}

Result<int> run_logout(Session& session)
{
  const std::string& account = session.settings().value("account");
  TRY_ASSIGN(const Json document, end_session_of(session, account));
  TRY(session.forget_login(account));
  return session.show({document, {{"ended", N_("Session ended")}}});
}

constexpr Example k_logout_examples[] = {
  {N_("End the session in use"), "myatlas logout"},
  {N_("End the session of another account"), "myatlas logout --account paul@cabinet.example"},
};

const std::vector<Field> k_whoami_fields = {{"email", N_("E-mail")},
                                            {"title", N_("Title"), Show::state},
                                            {"first_name", N_("First name")},
                                            {"last_name", N_("Last name")},
                                            {"phone", N_("Telephone")},
                                            {"profiles", N_("Profiles"), Show::state},
                                            {"state", N_("State"), Show::state}};

View account_in_use(const Json& document)
{
  return {document, k_whoami_fields};
}

constexpr Example k_whoami_examples[] = {
  {N_("Who is logged in"), "myatlas whoami"},
  {N_("Its address alone"), "myatlas whoami -o json | jq -r .email"},
};

} // namespace

const Command k_login = {
  .name = "login",
  .group = Group::account,
  .summary = N_("Log in"),
  .description = N_(
    "Opens a session of twelve hours and keeps its token in $XDG_STATE_HOME/myatlas/session.json, "
    "which only you can read. Several accounts may be logged in; the last one is in use, --account "
    "chooses another. Five wrong passwords lock an address for an hour."),
  .examples = k_login_examples,
  .declare = asks<operations::k_login, bind_login, keep_session, complete_login>,
  .operation = &operations::k_login,
};

const Command k_logout = {
  .name = "logout",
  .group = Group::account,
  .summary = N_("End the session"),
  .description = N_("Ends the session in use, in the store and in the session file."),
  .examples = k_logout_examples,
  .declare = without_options<run_logout>,
  .operation = &operations::k_logout,
};

const Command k_whoami = {
  .name = "whoami",
  .group = Group::account,
  .summary = N_("Show the account that is logged in"),
  .description = N_("Shows the account commands act for."),
  .examples = k_whoami_examples,
  .declare = asks<operations::k_whoami, no_options, account_in_use>,
  .operation = &operations::k_whoami,
};

} // namespace myatlas::cli
