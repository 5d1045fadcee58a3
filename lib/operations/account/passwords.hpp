#pragma once

#include "operations/operation.hpp"

namespace myatlas::operations {

struct ChangePassword
{
  util::Secret password, new_password;
};

// Without a code one is sent to the address.
struct ResetPassword
{
  std::string email;
  util::Secret code, password;
};

extern const OperationOf<ChangePassword> k_change_password;
extern const OperationOf<ResetPassword> k_reset_password;

} // namespace myatlas::operations

namespace myatlas::formats {

template <>
struct Shape<operations::ChangePassword>
{
  using Form = operations::ChangePassword;
  static constexpr std::tuple k_members = {
    member("password", &Form::password, Says::secret),
    member("new_password", &Form::new_password, Says::secret)};
};

template <>
struct Shape<operations::ResetPassword>
{
  using Form = operations::ResetPassword;
  static constexpr std::tuple k_members = {required("email", &Form::email, Says::email),
                                           member("code", &Form::code, Says::secret),
                                           member("password", &Form::password, Says::secret)};
};

} // namespace myatlas::formats
