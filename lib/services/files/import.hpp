#pragma once

#include "services/context.hpp"
#include "services/files/import_request.hpp"
#include "services/files/report.hpp"

namespace myatlas::services {

// Reads the whole file, checks every row, then writes in one transaction or not at all; with
// `chunk`, after the whole file was checked, in transactions that each advance the batch's counter,
// so that an import that was interrupted goes on where it was. A dry run is the real run, rolled
// back. Fails, before any row, with what TextSource, read_header and the session say; problems of
// rows are in the report.
util::Result<ImportReport> import_file(const Context& context, ImportRequest request);

// Goes on with a batch that was interrupted, as it was begun. Fails with batch.unknown,
// batch.complete (batch), batch.changed (file, batch) when the file is not what it was, and as
// import_file does. `request` brings what a batch does not keep.
util::Result<ImportReport> resume_batch(const Context& context, const std::string& name,
                                        ImportRequest request);

} // namespace myatlas::services
