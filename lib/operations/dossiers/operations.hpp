#pragma once

#include "operations/dossiers/certificates.hpp"
#include "operations/dossiers/contracts.hpp"
#include "operations/dossiers/deadlines.hpp"
#include "operations/dossiers/request_documents.hpp"
#include "operations/dossiers/requests.hpp"
#include "operations/dossiers/review_request.hpp"

// What may be asked, in the order of all: what stands together there is one list.
namespace myatlas::operations {

inline constexpr const Operation* k_submission_operations[] = {&k_submit_request, &k_edit_request,
                                                               &k_submit_contract};
inline constexpr const Operation* k_dossier_operations[] = {
  &k_complete_request, &k_attach_document, &k_list_documents, &k_get_document,
  &k_list_deadlines,   &k_cancel_request,  &k_list_requests,  &k_show_request};
inline constexpr const Operation* k_instalment_operations[] = {&k_list_instalments};
inline constexpr const Operation* k_certificate_operations[] = {
  &k_upload_certificate, &k_list_certificates, &k_get_certificate};
inline constexpr const Operation* k_review_operations[] = {&k_open_request,   &k_accept_request,
                                                           &k_ask_documents,  &k_break_off_request,
                                                           &k_settle_request, &k_check_request};
inline constexpr const Operation* k_refusal_operations[] = {&k_refuse_request};
inline constexpr const Operation* k_amendment_operations[] = {
  &k_record_recovery, &k_accept_amendment, &k_refuse_amendment};

} // namespace myatlas::operations
