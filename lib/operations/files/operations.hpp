#pragma once

#include "operations/files/batches.hpp"
#include "operations/files/export.hpp"
#include "operations/files/import.hpp"

// What may be asked, in the order of all: what stands together there is one list.
namespace myatlas::operations {

inline constexpr const Operation* k_file_operations[] = {
  &k_list_batches, &k_show_batch, &k_import, &k_resume_batch, &k_get_rejects, &k_export};

} // namespace myatlas::operations
