#include "command_list.hpp"

#include <algorithm>

#include "commands/account/commands.hpp"
#include "commands/companies/commands.hpp"
#include "commands/contributions/commands.hpp"
#include "commands/correspondence/commands.hpp"
#include "commands/dossiers/commands.hpp"
#include "commands/files/commands.hpp"
#include "commands/invoices/commands.hpp"
#include "commands/office/commands.hpp"
#include "commands/opco/commands.hpp"
#include "commands/overview.hpp"
#include "commands/upkeep/commands.hpp"

namespace myatlas::cli {

namespace {

constexpr const Command* k_commands[] = {
  &k_register,
  &k_activate,
  &k_resend_activation,
  &k_login,
  &k_logout,
  &k_whoami,
  &k_status,
  &k_change_password,
  &k_reset_password,
  &k_edit_account,
  &k_close_account,
  &k_export_account,
  &k_add_company,
  &k_edit_company,
  &k_leave_company,
  &k_list_companies,
  &k_show_company,
  &k_add_siret,
  &k_remove_siret,
  &k_list_establishments,
  &k_add_employee,
  &k_edit_employee,
  &k_remove_employee,
  &k_list_employees,
  &k_grant_access,
  &k_revoke_access,
  &k_list_access,
  &k_check,
  &k_find_opco,
  &k_submit_request,
  &k_edit_request,
  &k_submit_contract,
  &k_configure_opco,
  &k_transmit_contract,
  &k_transmit_convention,
  &k_sync_opco,
  &k_complete_request,
  &k_attach_document,
  &k_list_documents,
  &k_get_document,
  &k_list_deadlines,
  &k_cancel_request,
  &k_list_requests,
  &k_show_request,
  &k_inspect_invoice,
  &k_upload_invoice,
  &k_list_instalments,
  &k_list_invoices,
  &k_show_invoice,
  &k_get_invoice,
  &k_cancel_invoice,
  &k_upload_certificate,
  &k_list_certificates,
  &k_get_certificate,
  &k_transmit_invoice,
  &k_transmit_certificate,
  &k_simulate,
  &k_rates,
  &k_declare,
  &k_list_declarations,
  &k_show_declaration,
  &k_get_receipt,
  &k_verify_receipt,
  &k_list_letters,
  &k_get_letter,
  &k_set_preference,
  &k_list_preferences,
  &k_set_alert,
  &k_list_alerts,
  &k_list_publications,
  &k_show_publication,
  &k_report,
  &k_import,
  &k_export,
  &k_template,
  &k_list_batches,
  &k_show_batch,
  &k_get_rejects,
  &k_resume_batch,
  &k_record_payment,
  &k_issue_receipt,
  &k_admin_list_work,
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
  &k_admin_check,
  &k_admin_send_letter,
  &k_admin_send_mail,
  &k_admin_list_mail,
  &k_admin_publish,
  &k_admin_withdraw,
  &k_admin_refuse,
  &k_admin_open_invoice,
  &k_admin_accept_invoice,
  &k_admin_reject_invoice,
  &k_admin_pay_invoice,
  &k_admin_record_recovery,
  &k_admin_accept_amendment,
  &k_admin_refuse_amendment,
  &k_admin_audit,
  &k_verify,
  &k_backup,
  &k_restore,
  &k_rotate_key,
  &k_migrate,
  &k_gc,
  &k_doctor,
  &k_config_show,
  &k_config_set,
  &k_schema,
  &k_commands_as_data,
  &k_completion,
  &k_version,
};

} // namespace

std::span<const Command* const> all_commands()
{
  return k_commands;
}

const Command* find_command(const std::string& name)
{
  const auto found =
    std::ranges::find_if(all_commands(), [&](const Command* c) { return name == c->name; });
  return found == all_commands().end() ? nullptr : *found;
}

} // namespace myatlas::cli
