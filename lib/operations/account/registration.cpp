// How an account begins.
#include "operations/account/registration.hpp"

#include "services/account/activate.hpp"
#include "services/account/sign_up.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

constexpr const char* k_registered = "myatlas/registered/1";
constexpr const char* k_activated = "myatlas/activated/1";
constexpr const char* k_mail_asked = "myatlas/mail-asked/1";

Json registered_document(const services::Registered& done)
{
  return {{"schema", k_registered},
          {"email", done.email.text()},
          {"code_expires", util::to_rfc3339(done.code_expires)}};
}

Result<Json> register_account(const Context& context, const domain::RegistrationForm& form)
{
  TRY_ASSIGN(const auto done, services::register_account(context, form));
  return registered_document(done);
}

struct Activation
{
  domain::EmailAddress email;
  util::Secret code, password;
};

Result<Activation> understood_activation(const Activate& request)
{
  TRY_ASSIGN(const domain::EmailAddress email, address_in(request.email));
  return Activation{email, request.code, request.password};
}

Json activated_document(const domain::EmailAddress& email)
{
  return {{"schema", k_activated}, {"email", email.text()}, {"state", "active"}};
}

Result<Json> activate(const Context& context, const Activation& given)
{
  TRY(services::activate(context, given.email, given.code, given.password));
  return activated_document(given.email);
}

Result<domain::EmailAddress> understood_address(const AccountAddress& request)
{
  return address_in(request.email);
}

Json mail_asked(const domain::EmailAddress& email)
{
  return {{"schema", k_mail_asked}, {"email", email.text()}};
}

Result<Json> resend_activation(const Context& context, const domain::EmailAddress& email)
{
  TRY(services::resend_activation(context, email));
  return mail_asked(email);
}

} // namespace

constexpr OperationOf<domain::RegistrationForm> k_register = operation<register_account>({
  .name = "register",
  .effect = Effect::write,
  .who = Who::nobody,
  .answer = k_registered,
});

constexpr OperationOf<Activate> k_activate = operation<understood_activation, activate>({
  .name = "activate",
  .effect = Effect::write,
  .who = Who::nobody,
  .answer = k_activated,
});

constexpr OperationOf<AccountAddress> k_resend_activation =
  operation<understood_address, resend_activation>({
    .name = "resend-activation",
    .effect = Effect::write,
    .who = Who::nobody,
    .answer = k_mail_asked,
  });

} // namespace myatlas::operations
