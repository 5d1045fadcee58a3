#pragma once

#include "command.hpp"

namespace myatlas::cli {

extern const Command k_inspect_invoice;
extern const Command k_upload_invoice;
extern const Command k_list_invoices;
extern const Command k_show_invoice;
extern const Command k_get_invoice;

// In the order of the general help: what stands together there is one list.
inline constexpr const Command* k_upload_commands[] = {&k_inspect_invoice, &k_upload_invoice};
inline constexpr const Command* k_invoice_commands[] = {&k_list_invoices, &k_show_invoice,
                                                        &k_get_invoice};

} // namespace myatlas::cli
