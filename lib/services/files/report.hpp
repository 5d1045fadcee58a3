#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/tables/columns.hpp"
#include "services/files/problem_log.hpp"
#include "store/tables/batches.hpp"

namespace myatlas::services {

using store::OnError;

struct ImportReport
{
  formats::FileKind kind = formats::FileKind::establishments;
  std::string file, digest;
  bool dry_run = false;
  OnError on_error = OnError::stop;
  std::optional<std::int64_t>
    batch; // the one this run made or, when nothing changed, the one that had done it before
  bool repeated = false;                 // nothing changed: every row was so already
  std::optional<std::int64_t> completes; // the batch whose refused rows this file brings corrected
  bool resumed = false;                  // the batch had been interrupted
  std::string encoding, separator;
  formats::DateOrder dates = formats::DateOrder::dmy;
  formats::Understood understood;
  std::optional<formats::DecimalMark> decimal; // none: no amount told
  std::int64_t read = 0, accepted = 0, unchanged = 0, rejected = 0, written = 0;
  std::int64_t created = 0, updated = 0, blank = 0;
  bool stopped_early = false; // --max-errors
  ProblemLog problems, warnings;
  std::optional<std::string> reject_file;
};

} // namespace myatlas::services
