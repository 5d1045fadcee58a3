#pragma once

#include <string>
#include <vector>

#include "commands/table_options.hpp"
#include "services/files/import.hpp"
#include "words.hpp"

namespace myatlas::cli {

struct ImportOptions
{
  TableOptions table;
  std::string kind, on_error = "stop", rejects, replaces, separator, decimal, dates, max_errors,
                    chunk, patience;
  std::vector<std::string> files;
  bool dry_run = false, attach = false, ignore_unknown = false, online = false, submit = false,
       correct = false;
};

void bind_import(CommandLine& line, ImportOptions& options);

// What is the same for every file; all that is wrong with the options.
util::Result<services::ImportRequest> request_of(const Texts& texts, const ImportOptions& options);

// What makes no sense together: usage.both, usage.missing and those of check_rejects_form.
util::Errors contradictions(const ImportOptions& options, const std::vector<std::string>& files);

// The file, "-" for standard input, put into the request.
util::Outcome open_input(const ImportOptions& options, const std::string& file,
                         services::ImportRequest& request);

} // namespace myatlas::cli
