#pragma once

#include "operations/operation.hpp"

namespace myatlas::operations {

struct LogIn
{
  std::string email;
  util::Secret password;
};

struct LogOut
{
  util::Secret token; // of the session that ends
};

extern const OperationOf<LogIn> k_login; // the token is the answer's
extern const OperationOf<LogOut> k_logout;

// What is told of the end of a session; not `ended`: there was none.
Json logged_out(bool ended);

} // namespace myatlas::operations

namespace myatlas::formats {

template <>
struct Shape<operations::LogIn>
{
  using Form = operations::LogIn;
  static constexpr std::tuple k_members = {required("email", &Form::email, Says::email),
                                           member("password", &Form::password, Says::secret)};
};

template <>
struct Shape<operations::LogOut>
{
  using Form = operations::LogOut;
  static constexpr std::tuple k_members = {required("token", &Form::token, Says::secret)};
};

} // namespace myatlas::formats
