#pragma once

#include "operations/invoices/invoices.hpp"

// What may be asked, in the order of all: what stands together there is one list.
namespace myatlas::operations {

inline constexpr const Operation* k_upload_operations[] = {&k_upload_invoice};
inline constexpr const Operation* k_invoice_operations[] = {&k_list_invoices, &k_show_invoice,
                                                            &k_get_invoice, &k_cancel_invoice};
inline constexpr const Operation* k_invoice_review_operations[] = {
  &k_open_invoice, &k_accept_invoice, &k_reject_invoice, &k_pay_invoice};

} // namespace myatlas::operations
