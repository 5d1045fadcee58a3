#pragma once

#include "command.hpp"

namespace myatlas::cli {

extern const Command k_register;
extern const Command k_activate;
extern const Command k_resend_activation;
extern const Command k_login;
extern const Command k_logout;
extern const Command k_whoami;
extern const Command k_change_password;
extern const Command k_reset_password;
extern const Command k_edit_account;
extern const Command k_close_account;
extern const Command k_export_account;

// In the order of the general help: what stands together there is one list.
inline constexpr const Command* k_login_commands[] = {
  &k_register, &k_activate, &k_resend_activation, &k_login, &k_logout, &k_whoami};
inline constexpr const Command* k_account_commands[] = {
  &k_change_password, &k_reset_password, &k_edit_account, &k_close_account, &k_export_account};

} // namespace myatlas::cli
