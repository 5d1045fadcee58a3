#pragma once

#include "domain/account/access.hpp"
#include "operations/operation.hpp"
#include "operations/pages.hpp"

namespace myatlas::operations {

// Another account and a company, by SIREN, SIRET or member code.
struct RevokeAccess
{
  std::string email, company;
};

struct GrantAccess
{
  RevokeAccess access;
  std::string role, until;
};

extern const OperationOf<GrantAccess> k_grant_access;
extern const OperationOf<RevokeAccess> k_revoke_access;
extern const OperationOf<OfCompany> k_list_access;

} // namespace myatlas::operations

namespace myatlas::formats {

template <>
struct Shape<operations::RevokeAccess>
{
  using Form = operations::RevokeAccess;
  static constexpr std::tuple k_members = {member("email", &Form::email, Says::email),
                                           member("company", &Form::company)};
};

template <>
struct Shape<operations::GrantAccess>
{
  using Form = operations::GrantAccess;
  static constexpr std::tuple k_members = {flat(&Form::access),
                                           word<domain::parse_access_role>("role", &Form::role),
                                           member("until", &Form::until, Says::day)};
};

} // namespace myatlas::formats
