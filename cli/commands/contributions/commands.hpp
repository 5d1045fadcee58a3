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

} // namespace myatlas::cli
