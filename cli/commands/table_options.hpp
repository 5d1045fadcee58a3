#pragma once

#include <string>
#include <vector>

#include "command.hpp"
#include "formats/tables/columns.hpp"

namespace myatlas::cli {

// How a file of rows is to be read, as options say it.
struct TableOptions
{
  std::string encoding, sheet, header_line, mapping, save_mapping;
  std::vector<std::string> map;
};

void bind_table(CommandLine& line, TableOptions& o);

// What they say, for a file of this kind. A saved mapping counts where no option says otherwise,
// and its titles need not be there.
formats::CsvOptions csv_options_of(const TableOptions& o, formats::FileKind kind,
                                   util::Errors& problems);

// What was understood of a file, for the next of its kind: TOML that --mapping takes. Fails as
// NewFile does.
util::Outcome save_mapping(const std::string& path, formats::FileKind kind,
                           const formats::Understood& understood);

} // namespace myatlas::cli
