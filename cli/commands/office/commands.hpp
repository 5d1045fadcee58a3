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

// In the order of the general help: what stands together there is one list.
inline constexpr const Command* k_cancellation_commands[] = {&k_cancel_invoice};
inline constexpr const Command* k_office_commands[] = {&k_admin_list_work,
                                                       &k_admin_list_accounts,
                                                       &k_admin_lock,
                                                       &k_admin_unlock,
                                                       &k_admin_erase,
                                                       &k_admin_approve_provider,
                                                       &k_admin_refuse_provider,
                                                       &k_admin_appoint_office,
                                                       &k_admin_dismiss_office,
                                                       &k_admin_open,
                                                       &k_admin_accept,
                                                       &k_admin_ask,
                                                       &k_admin_break,
                                                       &k_admin_settle,
                                                       &k_admin_check};
inline constexpr const Command* k_mail_commands[] = {&k_admin_send_mail, &k_admin_list_mail};
inline constexpr const Command* k_review_commands[] = {
  &k_admin_refuse, &k_admin_open_invoice, &k_admin_accept_invoice, &k_admin_reject_invoice,
  &k_admin_pay_invoice};
inline constexpr const Command* k_audit_commands[] = {&k_admin_audit};

} // namespace myatlas::cli
