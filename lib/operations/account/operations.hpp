#pragma once

#include "operations/account/account.hpp"
#include "operations/account/passwords.hpp"
#include "operations/account/registration.hpp"
#include "operations/account/session.hpp"

// What may be asked, in the order of all: what stands together there is one list.
namespace myatlas::operations {

inline constexpr const Operation* k_account_operations[] = {
  &k_register,     &k_activate,      &k_resend_activation, &k_login,
  &k_logout,       &k_whoami,        &k_change_password,   &k_reset_password,
  &k_edit_account, &k_close_account, &k_export_account};

} // namespace myatlas::operations
