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

} // namespace myatlas::cli
