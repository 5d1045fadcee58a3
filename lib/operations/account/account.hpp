#pragma once

#include "domain/account/account.hpp"
#include "operations/operation.hpp"
#include "operations/outcomes.hpp"
#include "services/account/account.hpp"

namespace myatlas::operations {

using services::AccountForm;

inline constexpr const char* k_account = "myatlas/account/1";

// An account as it is after what was done.
Result<Json> account_answer(const Result<domain::Account>& account);

// An account by its address.
struct AccountAddress
{
  std::string email;
};

Result<domain::EmailAddress> address_in(const std::string& text); // "email": email.form

extern const OperationOf<Nothing> k_whoami, k_close_account, k_export_account;
extern const OperationOf<services::AccountForm> k_edit_account;

} // namespace myatlas::operations

namespace myatlas::formats {

template <>
struct Shape<operations::AccountAddress>
{
  using Form = operations::AccountAddress;
  static constexpr std::tuple k_members = {required("email", &Form::email, Says::email)};
};

// Of a training provider.
template <>
struct Shape<domain::ParticularsForm>
{
  using Form = domain::ParticularsForm;
  static constexpr std::tuple k_members = {
    member("company_name", &Form::company_name), member("legal_form", &Form::legal_form),
    word<domain::parse_vat_exemption>("vat_exemption", &Form::vat_exemption),
    member("vat_number", &Form::vat_number)};
};

template <>
struct Shape<services::AccountForm>
{
  using Form = services::AccountForm;
  static constexpr std::tuple k_members = {
    word<domain::parse_title>("title", &Form::title),
    member("last_name", &Form::last_name),
    member("first_name", &Form::first_name),
    member("phone", &Form::phone),
    member("language", &Form::language),
    member("provider_siret", &Form::provider_siret, Says::siret),
    member("activity_number", &Form::activity_number),
    member("uai", &Form::uai),
    flat(&Form::particulars)};
};

} // namespace myatlas::formats
