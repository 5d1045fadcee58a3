#include "operations/operations.hpp"

#include <algorithm>

#include "domain/values/names.hpp"
#include "operations/account/account.hpp"
#include "operations/account/passwords.hpp"
#include "operations/account/registration.hpp"
#include "operations/account/session.hpp"
#include "operations/companies/access.hpp"
#include "operations/companies/companies.hpp"
#include "operations/companies/employees.hpp"
#include "operations/companies/establishments.hpp"
#include "operations/companies/opco_of.hpp"
#include "operations/contributions/declarations.hpp"
#include "operations/contributions/receipts.hpp"
#include "operations/contributions/simulate.hpp"
#include "operations/correspondence/letters.hpp"
#include "operations/correspondence/preferences.hpp"
#include "operations/correspondence/publications.hpp"
#include "operations/dossiers/certificates.hpp"
#include "operations/dossiers/contracts.hpp"
#include "operations/dossiers/deadlines.hpp"
#include "operations/dossiers/request_documents.hpp"
#include "operations/dossiers/requests.hpp"
#include "operations/dossiers/review_request.hpp"
#include "operations/files/batches.hpp"
#include "operations/files/export.hpp"
#include "operations/files/import.hpp"
#include "operations/invoices/invoices.hpp"
#include "operations/office/accounts.hpp"
#include "operations/office/audit.hpp"
#include "operations/office/mails.hpp"
#include "operations/office/work.hpp"
#include "operations/opco/connections.hpp"
#include "operations/opco/transmit.hpp"
#include "operations/report.hpp"
#include "operations/status.hpp"
#include "util/ranges.hpp"

namespace myatlas::operations {

namespace {

constexpr const Operation* k_all[] = {
  &k_register,
  &k_activate,
  &k_resend_activation,
  &k_login,
  &k_logout,
  &k_whoami,
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
  &k_list_batches,
  &k_show_batch,
  &k_import,
  &k_resume_batch,
  &k_get_rejects,
  &k_export,
  &k_record_payment,
  &k_issue_receipt,
  &k_issue_receipts,
  &k_list_work,
  &k_list_accounts,
  &k_lock_account,
  &k_unlock_account,
  &k_erase_account,
  &k_approve_provider,
  &k_refuse_provider,
  &k_appoint_office,
  &k_dismiss_office,
  &k_open_request,
  &k_accept_request,
  &k_ask_documents,
  &k_break_off_request,
  &k_settle_request,
  &k_check_request,
  &k_send_letter,
  &k_list_mail,
  &k_publish,
  &k_withdraw,
  &k_refuse_request,
  &k_open_invoice,
  &k_accept_invoice,
  &k_reject_invoice,
  &k_pay_invoice,
  &k_record_recovery,
  &k_accept_amendment,
  &k_refuse_amendment,
  &k_audit,
  &k_status,
  &k_report,
};

constexpr domain::NamedValue<Effect> k_effects[] = {{"read", Effect::read},
                                                    {"mark", Effect::mark},
                                                    {"trial", Effect::trial},
                                                    {"write", Effect::write}};

constexpr domain::NamedValue<Who> k_askers[] = {{"nobody", Who::nobody},
                                                {"anybody", Who::anybody},
                                                {"reader", Who::reader},
                                                {"account", Who::account},
                                                {"office", Who::office}};

} // namespace

std::span<const Operation* const> all()
{
  return k_all;
}

const Operation* find(std::string_view name)
{
  const auto* found = util::find_by(k_all, name, &Operation::name);
  return found == nullptr ? nullptr : *found;
}

const char* name_of(Effect effect)
{
  return domain::name_of(k_effects, effect);
}

const char* name_of(Who who)
{
  return domain::name_of(k_askers, who);
}

std::string request_name(const Operation& operation)
{
  std::string name(operation.name);
  std::ranges::replace(name, ' ', '-');
  return name + "-request";
}

Json request_schema(const Operation& operation)
{
  const std::string name = request_name(operation);
  Json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                 {"$id", "urn:myatlas:" + name + ":1"},
                 {"title", name}};
  schema.update(operation.request_schema());
  return schema;
}

} // namespace myatlas::operations
