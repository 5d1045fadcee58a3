#pragma once

#include "services/context.hpp"
#include "services/files/import_request.hpp"
#include "services/files/report.hpp"

namespace myatlas::services {

// What a request says about reading its file, as a batch keeps it: JSON, the same for the same
// options.
std::string options_text(const ImportRequest& request);

// Takes from a batch's options what a request was made with.
util::Outcome take_options(const std::string& text, ImportRequest& request);

// The report of a file that was imported before and of which nothing has changed since: it need not
// be read again to be known.
std::optional<ImportReport> recognised(const Context& context, const ImportRequest& request);

// The batch whose refused rows `request` brings back, by the path its reject file was written to.
std::optional<std::int64_t> batch_completed_by(const Context& context,
                                               const ImportRequest& request);

// The latest batch that refused records on all of these lines, by the copy of its reject file: for
// one that was saved under another name.
std::optional<std::int64_t> batch_with_lines(const Context& context, formats::FileKind kind,
                                             const std::vector<std::string>& lines);

// The latest batch of a file, by its digest, that the actor sees: who else imported it is nobody's
// to learn.
std::optional<store::Batch> batch_of_file(const Context& context, formats::FileKind kind,
                                          std::string_view digest);

// It, where it was interrupted and can be gone on with.
std::optional<store::Batch> interrupted(const Context& context, const ImportRequest& request,
                                        const std::string& digest);

} // namespace myatlas::services
