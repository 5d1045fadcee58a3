#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
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

// How far an import has come.
struct ImportProgress
{
  std::uint64_t rows = 0, bytes = 0;
  std::uint64_t total_bytes = 0; // 0: a pipe, not known
};

struct ImportRequest
{
  formats::FileKind kind = formats::FileKind::establishments;
  util::FileHandle file;
  std::string name;           // as messages call it
  std::filesystem::path path; // absolute; empty for a pipe
  formats::CsvOptions csv;
  OnError on_error = OnError::stop;
  std::optional<std::filesystem::path> reject_file;
  bool dry_run = false;
  bool attach = false;
  bool ignore_unknown = false;
  std::int64_t max_errors = 0; // 0: all of them
  std::int64_t chunk = 0;      // records a transaction; 0: the whole file in one
  std::chrono::seconds patience{60}; // with a silent pipe
  Sentence sentence;           // for the reject file
  std::function<void(const ImportProgress&)> progress;
};

// Reads the whole file, checks every row, then writes in one transaction or not at all; with `chunk`, after the whole file was
// checked, in transactions that each advance the batch's counter, so that an import that was interrupted goes on where it was.
// A dry run is the real run, rolled back. Fails, before any row, with what TextSource, read_header and the session say;
// problems of rows are in the report.
util::Result<ImportReport> import_file(const Context& context, ImportRequest request);

// Goes on with a batch that was interrupted, as it was begun. Fails with batch.unknown, batch.complete (batch), batch.changed
// (file, batch) when the file is not what it was, and as import_file does. `request` brings what a batch does not keep.
util::Result<ImportReport> resume_batch(const Context& context, std::int64_t number, ImportRequest request);

} // namespace myatlas::services
