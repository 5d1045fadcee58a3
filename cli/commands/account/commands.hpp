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

} // namespace myatlas::cli
