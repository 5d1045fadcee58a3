#pragma once

#include <string>
#include <vector>

#include "commands/files/import_files.hpp"
#include "commands/table_options.hpp"

namespace myatlas::cli {

struct ImportOptions
{
  using Files = TableFiles;

  operations::Import request;
  MappingFiles mapping;
  std::string rejects;
  std::vector<std::string> files;
};

void bind_import(CommandLine& line, ImportOptions& options);

// Puts the files that are meant, and how they are to be read, into the request: usage.missing,
// import.empty_folder, usage.both of what makes no sense together on the line, and as read_mapping
// fails.
Outcome complete_import(Session&, ImportOptions& options, LocalFiles&);

} // namespace myatlas::cli
