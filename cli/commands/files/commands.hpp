#pragma once

#include "command.hpp"

namespace myatlas::cli {

extern const Command k_import;
extern const Command k_export;
extern const Command k_template;
extern const Command k_list_batches;
extern const Command k_show_batch;
extern const Command k_get_rejects;
extern const Command k_resume_batch;

// In the order of the general help: what stands together there is one list.
inline constexpr const Command* k_file_commands[] = {&k_import,       &k_export,     &k_template,
                                                     &k_list_batches, &k_show_batch, &k_get_rejects,
                                                     &k_resume_batch};

} // namespace myatlas::cli
