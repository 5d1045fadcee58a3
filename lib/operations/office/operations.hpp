#pragma once

#include "operations/office/accounts.hpp"
#include "operations/office/audit.hpp"
#include "operations/office/mails.hpp"
#include "operations/office/work.hpp"

// What may be asked, in the order of all: what stands together there is one list.
namespace myatlas::operations {

inline constexpr const Operation* k_office_operations[] = {
  &k_list_work,        &k_list_accounts,   &k_lock_account,   &k_unlock_account, &k_erase_account,
  &k_approve_provider, &k_refuse_provider, &k_appoint_office, &k_dismiss_office};
inline constexpr const Operation* k_mail_operations[] = {&k_list_mail};
inline constexpr const Operation* k_audit_operations[] = {&k_audit};

} // namespace myatlas::operations
