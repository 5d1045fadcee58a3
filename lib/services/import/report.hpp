#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "formats/columns.hpp"
#include "util/result.hpp"

namespace myatlas::services {

// Something about one cell of the file, to be told with its place.
struct ImportProblem
{
  std::uint64_t record = 0, line = 0;
  std::string column; // empty: the whole record
  std::string value;
  util::Error error;
};

struct ImportReport
{
  formats::FileKind kind = formats::FileKind::establishments;
  std::string file, digest;
  bool dry_run = false, on_error_reject = false;
  std::optional<std::int64_t> batch; // the one this run made or, when nothing changed, the one that had done it before
  bool repeated = false;             // nothing changed: every row was so already
  std::string encoding, separator, dates;
  std::optional<std::string> decimal; // none: no amount told
  std::int64_t read = 0, accepted = 0, unchanged = 0, rejected = 0, written = 0;
  std::int64_t created = 0, updated = 0, blank = 0;
  bool stopped_early = false; // --max-errors
  std::vector<ImportProblem> problems, warnings;
  std::optional<std::string> reject_file;
};

} // namespace myatlas::services
