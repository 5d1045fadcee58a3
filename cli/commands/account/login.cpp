#include "commands/account/address.hpp"
#include "commands/account/commands.hpp"
#include "commands/account/password_input.hpp"
#include "formats/json/json_records.hpp"
#include "services/account/session.hpp"
#include "session_file.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

struct LoginOptions
{
  std::string email;
  PasswordInput password;
};

void bind_login(CommandLine& line, LoginOptions& o)
{
  line.option("--email", o.email, "E", N_("Address of the account"));
  bind_password(line, o.password);
}

struct Credentials
{
  domain::EmailAddress email;
  util::Secret password;
};

util::Result<Credentials> read_login(const Session& session, const LoginOptions& options)
{
  const std::string& account = session.settings().value("account");
  TRY_ASSIGN(const domain::EmailAddress email,
             address_of(session, options.email.empty() ? account : options.email));
  TRY_ASSIGN(const util::Secret password,
             read_password(session, options.password, N_("Password:"), Confirm::no));
  return Credentials{email, password};
}

util::Result<int> run_login(Session& session, const services::Context& context,
                            const Credentials& given)
{
  TRY_ASSIGN(const services::NewSession fresh,
             services::log_in(context, given.email, given.password));
  TRY(SessionFile(session.env()).remember(fresh.email.text(), fresh.token, fresh.expires));
  return session.show({{{"schema", "myatlas/session/1"},
                        {"email", fresh.email.text()},
                        {"expires", util::to_rfc3339(fresh.expires)}},
                       {{"email", N_("Logged in")}, {"expires", N_("Until")}}});
}

constexpr Example k_login_examples[] = {
  {N_("On a terminal"), "myatlas login --email anne@cabinet.example"},
  {N_("From a script"),
   "myatlas login --email anne@cabinet.example --password-file ~/.atlas-password"},
};

util::Result<int> run_logout(Session& session)
{
  const SessionFile file(session.env());
  const std::string& account = session.settings().value("account");
  TRY_ASSIGN(const auto token, file.token(account));
  if (token) {
    TRY_ASSIGN(const auto context, session.open(store::Store::Use::write, Login::none));
    services::log_out(*context, *token);
  }
  TRY(session.forget_login(account));
  return session.show({{{"schema", "myatlas/logged-out/1"}, {"ended", token.has_value()}},
                       {{"ended", N_("Session ended")}}});
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

util::Result<int> run_whoami(Session& session, const services::Context& context)
{
  formats::Json document = {{"schema", "myatlas/account/1"}};
  document.update(formats::to_json(*context.actor.account()));
  return session.show({document, k_whoami_fields});
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
  .declare = with_request<bind_login, read_login, run_login>,
  .store = Use::write,
  .login = Login::none,
};

const Command k_logout = {
  .name = "logout",
  .group = Group::account,
  .summary = N_("End the session"),
  .description = N_("Ends the session in use, in the store and in the session file."),
  .examples = k_logout_examples,
  .declare = without_options<run_logout>,
};

const Command k_whoami = {
  .name = "whoami",
  .group = Group::account,
  .summary = N_("Show the account that is logged in"),
  .description = N_("Shows the account commands act for."),
  .examples = k_whoami_examples,
  .declare = without_options<run_whoami>,
  .store = Use::read,
  .login = Login::required,
};

} // namespace myatlas::cli
