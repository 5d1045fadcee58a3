#pragma once

#include "command.hpp"

namespace myatlas::cli {

extern const Command k_simulate;
extern const Command k_rates;
extern const Command k_declare;
extern const Command k_list_declarations;
extern const Command k_show_declaration;
extern const Command k_get_receipt;
extern const Command k_verify_receipt;
extern const Command k_record_payment;
extern const Command k_issue_receipt;

// In the order of the general help: what stands together there is one list.
inline constexpr const Command* k_contribution_commands[] = {
  &k_simulate,         &k_rates,       &k_declare,       &k_list_declarations,
  &k_show_declaration, &k_get_receipt, &k_verify_receipt};
inline constexpr const Command* k_payment_commands[] = {&k_record_payment, &k_issue_receipt};

} // namespace myatlas::cli
