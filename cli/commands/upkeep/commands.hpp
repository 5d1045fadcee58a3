#pragma once

#include "command.hpp"

namespace myatlas::cli {

extern const Command k_verify;
extern const Command k_backup;
extern const Command k_restore;
extern const Command k_rotate_key;
extern const Command k_migrate;
extern const Command k_gc;
extern const Command k_doctor;
extern const Command k_config_show;
extern const Command k_config_set;
extern const Command k_schema;
extern const Command k_commands_as_data;
extern const Command k_completion;
extern const Command k_version;

} // namespace myatlas::cli
