#pragma once

#include <filesystem>
#include <optional>

#include "formats/dialect.hpp"
#include "services/context.hpp"
#include "services/import/rejects.hpp"
#include "services/import/report.hpp"
#include "util/file.hpp"

namespace myatlas::services {

enum class OnError
{
  stop,   // one bad row: nothing is written
  reject, // good rows are written, bad ones go to the reject file
};

struct ImportRequest
{
  formats::FileKind kind = formats::FileKind::establishments;
  util::FileHandle file;
  std::string name; // as messages call it
  formats::CsvOptions csv;
  OnError on_error = OnError::stop;
  std::optional<std::filesystem::path> reject_file;
  bool dry_run = false;
  bool attach = false;
  bool ignore_unknown = false;
  std::int64_t max_errors = 0; // 0: all of them
  Sentence sentence;           // for the reject file
};

// Reads the whole file, checks every row, then writes in one transaction or not at all. A dry run is the real run, rolled
// back. Fails, before any row, with what TextSource, read_header and the session say; problems of rows are in the report.
util::Result<ImportReport> import_file(const Context& context, ImportRequest request);

} // namespace myatlas::services
