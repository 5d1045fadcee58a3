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

// In the order of the general help: what stands together there is one list.
inline constexpr const Command* k_upkeep_commands[] = {
  &k_verify, &k_backup,      &k_restore,    &k_rotate_key, &k_migrate,          &k_gc,
  &k_doctor, &k_config_show, &k_config_set, &k_schema,     &k_commands_as_data, &k_completion,
  &k_version};

} // namespace myatlas::cli
