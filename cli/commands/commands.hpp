#pragma once

#include <span>
#include <string>

#include "command.hpp"

namespace myatlas::cli {

extern const Command k_register, k_activate, k_resend_activation, k_login, k_logout, k_whoami,
  k_change_password, k_reset_password;
extern const Command k_add_company, k_leave_company, k_list_companies, k_show_company, k_add_siret,
  k_remove_siret, k_list_establishments, k_check;
extern const Command k_submit_request, k_cancel_request, k_list_requests, k_show_request;
extern const Command k_inspect_invoice;
extern const Command k_configure_opco, k_transmit_contract, k_transmit_convention,
  k_transmit_invoice, k_transmit_certificate, k_sync_opco;
extern const Command k_upload_invoice, k_list_invoices, k_show_invoice, k_get_invoice, k_simulate,
  k_rates;
extern const Command k_declare, k_list_declarations, k_show_declaration, k_get_receipt,
  k_verify_receipt, k_record_payment, k_issue_receipt;
extern const Command k_import, k_export, k_template, k_list_batches, k_show_batch, k_get_rejects,
  k_resume_batch;
extern const Command k_admin_open, k_admin_accept, k_admin_refuse, k_admin_audit;
extern const Command k_config_show, k_schema, k_completion, k_version;
extern const Command k_verify, k_backup, k_restore, k_rotate_key, k_migrate, k_gc, k_doctor;
extern const Command k_find_opco;
extern const Command k_edit_request, k_complete_request, k_attach_document, k_list_documents,
  k_get_document;
extern const Command k_admin_ask, k_admin_break, k_admin_settle, k_admin_check;
extern const Command k_cancel_invoice;
extern const Command k_admin_open_invoice, k_admin_accept_invoice, k_admin_reject_invoice,
  k_admin_pay_invoice;
extern const Command k_add_employee, k_edit_employee, k_remove_employee, k_list_employees;
extern const Command k_list_deadlines;
extern const Command k_list_letters, k_get_letter, k_set_preference, k_list_preferences,
  k_set_alert, k_list_alerts, k_list_publications, k_show_publication;
extern const Command k_admin_send_letter, k_admin_send_mail, k_admin_list_mail, k_admin_publish,
  k_admin_withdraw;
extern const Command k_edit_account, k_close_account, k_export_account;
extern const Command k_admin_list_work, k_admin_list_accounts, k_admin_lock, k_admin_unlock;
extern const Command k_grant_access, k_revoke_access, k_list_access;
extern const Command k_upload_certificate, k_list_certificates, k_get_certificate;
extern const Command k_admin_erase;
extern const Command k_admin_approve_provider, k_admin_refuse_provider, k_admin_appoint_office,
  k_admin_dismiss_office;
extern const Command k_submit_contract;
extern const Command k_list_instalments;
extern const Command k_config_set;
extern const Command k_report, k_status;
extern const Command k_admin_record_recovery, k_admin_accept_amendment, k_admin_refuse_amendment;

// Every subcommand, in the order of the general help.
std::span<const Command* const> all_commands();
const Command* find_command(const std::string& name); // "admin open-request"; null: there is none

std::string schema_names(); // of every schema that "schema" prints: "access.v1|accesses.v1"

} // namespace myatlas::cli
