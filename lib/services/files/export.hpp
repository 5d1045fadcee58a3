#pragma once

#include "formats/tables/table_writer.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// Writes all rows of a kind that the actor sees; how many. Fails with session.required, export.cut
// when the writer takes no more.
util::Result<std::int64_t> export_rows(const Context& context, formats::FileKind kind,
                                       formats::TableWriter& writer);

} // namespace myatlas::services
