#pragma once

#include <string>

#include "command.hpp"
#include "formats/tables/columns.hpp"
#include "operations/files/table_request.hpp"

namespace myatlas::cli {

// Where what was understood of titles is kept, and was.
struct MappingFiles
{
  std::string read, save;
};

// How a file of rows is to be read, as options.
void bind_table(CommandLine& line, operations::TableRequest& table, MappingFiles& files);

// Puts the mapping that was saved into the request. Fails as read_file and parse_toml do.
Outcome read_mapping(const MappingFiles& files, operations::TableRequest& table);

// What was understood of a file, for the next of its kind: TOML that --mapping takes. Fails as
// NewFile does.
Outcome save_mapping(const std::string& path, const std::string& kind,
                     const formats::Understood& understood);

} // namespace myatlas::cli
