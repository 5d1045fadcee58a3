#pragma once

#include "command.hpp"

namespace myatlas::cli {

extern const Command k_submit_request;
extern const Command k_edit_request;
extern const Command k_submit_contract;
extern const Command k_complete_request;
extern const Command k_attach_document;
extern const Command k_list_documents;
extern const Command k_get_document;
extern const Command k_list_deadlines;
extern const Command k_cancel_request;
extern const Command k_list_requests;
extern const Command k_show_request;
extern const Command k_list_instalments;
extern const Command k_upload_certificate;
extern const Command k_list_certificates;
extern const Command k_get_certificate;
extern const Command k_admin_record_recovery;
extern const Command k_admin_accept_amendment;
extern const Command k_admin_refuse_amendment;

// In the order of the general help: what stands together there is one list.
inline constexpr const Command* k_submission_commands[] = {&k_submit_request, &k_edit_request,
                                                           &k_submit_contract};
inline constexpr const Command* k_dossier_commands[] = {
  &k_complete_request, &k_attach_document, &k_list_documents, &k_get_document,
  &k_list_deadlines,   &k_cancel_request,  &k_list_requests,  &k_show_request};
inline constexpr const Command* k_instalment_commands[] = {&k_list_instalments};
inline constexpr const Command* k_certificate_commands[] = {
  &k_upload_certificate, &k_list_certificates, &k_get_certificate};
inline constexpr const Command* k_amendment_commands[] = {
  &k_admin_record_recovery, &k_admin_accept_amendment, &k_admin_refuse_amendment};

} // namespace myatlas::cli
