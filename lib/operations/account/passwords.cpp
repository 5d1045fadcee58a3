#include "operations/account/passwords.hpp"

#include "operations/account/account.hpp"
#include "services/account/passwords.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

constexpr const char* k_changed = "myatlas/password-changed/1";
constexpr const char* k_code_asked = "myatlas/mail-asked/1";

Json changed_document(const std::string& email)
{
  return {{"schema", k_changed}, {"email", email}};
}

Result<Json> change_password(const Context& context, const ChangePassword& request)
{
  TRY(services::change_password(context, request.password, request.new_password));
  return changed_document(context.actor.name());
}

struct Reset
{
  domain::EmailAddress email;
  util::Secret code, password;
};

Result<Reset> understood_reset(const ResetPassword& request)
{
  TRY_ASSIGN(const domain::EmailAddress email, address_in(request.email));
  return Reset{email, request.code, request.password};
}

Json code_asked(const domain::EmailAddress& email)
{
  return {{"schema", k_code_asked}, {"email", email.text()}};
}

Result<Json> ask_for_code(const Context& context, const domain::EmailAddress& email)
{
  TRY(services::request_password_reset(context, email));
  return code_asked(email);
}

Result<Json> reset_password(const Context& context, const Reset& given)
{
  if (given.code.empty()) {
    return ask_for_code(context, given.email);
  }
  TRY(services::reset_password(context, given.email, given.code, given.password));
  return changed_document(given.email.text());
}

} // namespace

constexpr OperationOf<ChangePassword> k_change_password = operation<change_password>({
  .name = "change-password",
  .effect = Effect::write,
  .who = Who::account,
  .answer = k_changed,
});

constexpr OperationOf<ResetPassword> k_reset_password =
  operation<understood_reset, reset_password>({
    .name = "reset-password",
    .effect = Effect::write,
    .who = Who::nobody,
    .answer = "myatlas/mail-asked/1|myatlas/password-changed/1",
  });

} // namespace myatlas::operations
