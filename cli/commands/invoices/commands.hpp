#pragma once

#include "command.hpp"

namespace myatlas::cli {

extern const Command k_inspect_invoice;
extern const Command k_upload_invoice;
extern const Command k_list_invoices;
extern const Command k_show_invoice;
extern const Command k_get_invoice;

} // namespace myatlas::cli
