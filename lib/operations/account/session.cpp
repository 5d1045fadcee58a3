// Who is logged in.
#include "services/account/session.hpp"

#include "operations/account/account.hpp"
#include "operations/account/session.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

constexpr const char* k_session = "myatlas/session/1";
constexpr const char* k_logged_out = "myatlas/logged-out/1";

struct Credentials
{
  domain::EmailAddress email;
  util::Secret password;
};

Result<Credentials> understood_login(const LogIn& request)
{
  TRY_ASSIGN(const domain::EmailAddress email, address_in(request.email));
  return Credentials{email, request.password};
}

Json session_document(const services::NewSession& fresh)
{
  return {{"schema", k_session},
          {"email", fresh.email.text()},
          {"expires", util::to_rfc3339(fresh.expires)}};
}

Result<Answer> log_in(const Context& context, const Credentials& given)
{
  TRY_ASSIGN(const auto fresh, services::log_in(context, given.email, given.password));
  Answer answer{.document = session_document(fresh)};
  answer.token = fresh.token;
  return answer;
}

Result<Json> log_out(const Context& context, const LogOut& request)
{
  services::log_out(context, request.token);
  return logged_out(true);
}

} // namespace

Json logged_out(bool ended)
{
  return {{"schema", k_logged_out}, {"ended", ended}};
}

constexpr OperationOf<LogIn> k_login = operation<understood_login, log_in>({
  .name = "login",
  .effect = Effect::write,
  .who = Who::nobody,
  .answer = k_session,
});

constexpr OperationOf<LogOut> k_logout = operation<log_out>({
  .name = "logout",
  .effect = Effect::write,
  .who = Who::nobody,
  .answer = k_logged_out,
});

} // namespace myatlas::operations
