#pragma once

#include "domain/account/registration_form.hpp"
#include "operations/account/account.hpp"
#include "operations/companies/company_form.hpp"

namespace myatlas::operations {

struct Activate
{
  std::string email;
  util::Secret code, password;
};

extern const OperationOf<domain::RegistrationForm> k_register;
extern const OperationOf<Activate> k_activate;
extern const OperationOf<AccountAddress> k_resend_activation;

} // namespace myatlas::operations

namespace myatlas::formats {

template <>
struct Shape<domain::RegistrationForm>
{
  using Form = domain::RegistrationForm;
  static constexpr std::tuple k_members = {
    word<domain::parse_profile>("profiles", &Form::profiles),
    member("email", &Form::email, Says::email),
    word<domain::parse_title>("title", &Form::title),
    member("last_name", &Form::last_name),
    member("first_name", &Form::first_name),
    member("phone", &Form::phone),
    member("companies", &Form::companies),
    member("provider_siret", &Form::provider_siret, Says::siret),
    member("activity_number", &Form::activity_number),
    member("uai", &Form::uai),
    flat(&Form::particulars),
    member("certify", &Form::certify),
    member("accept_terms", &Form::accept_terms)};
};

template <>
struct Shape<operations::Activate>
{
  using Form = operations::Activate;
  static constexpr std::tuple k_members = {required("email", &Form::email, Says::email),
                                           member("code", &Form::code, Says::secret),
                                           member("password", &Form::password, Says::secret)};
};

} // namespace myatlas::formats
