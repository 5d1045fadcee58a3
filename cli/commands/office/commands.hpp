#pragma once

#include "command.hpp"

namespace myatlas::cli {

extern const Command k_cancel_invoice;
extern const Command k_admin_list_work;
extern const Command k_admin_list_accounts;
extern const Command k_admin_lock;
extern const Command k_admin_unlock;
extern const Command k_admin_erase;
extern const Command k_admin_approve_provider;
extern const Command k_admin_refuse_provider;
extern const Command k_admin_appoint_office;
extern const Command k_admin_dismiss_office;
extern const Command k_admin_open;
extern const Command k_admin_accept;
extern const Command k_admin_ask;
extern const Command k_admin_break;
extern const Command k_admin_settle;
extern const Command k_admin_check;
extern const Command k_admin_send_mail;
extern const Command k_admin_list_mail;
extern const Command k_admin_refuse;
extern const Command k_admin_open_invoice;
extern const Command k_admin_accept_invoice;
extern const Command k_admin_reject_invoice;
extern const Command k_admin_pay_invoice;
extern const Command k_admin_audit;

} // namespace myatlas::cli
