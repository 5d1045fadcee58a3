#pragma once

#include "operations/contributions/declarations.hpp"
#include "operations/contributions/receipts.hpp"
#include "operations/contributions/simulate.hpp"

// What may be asked, in the order of all: what stands together there is one list.
namespace myatlas::operations {

inline constexpr const Operation* k_contribution_operations[] = {
  &k_simulate,         &k_declare,     &k_list_declarations,
  &k_show_declaration, &k_get_receipt, &k_verify_receipt};
inline constexpr const Operation* k_payment_operations[] = {&k_record_payment, &k_issue_receipt};

} // namespace myatlas::operations
