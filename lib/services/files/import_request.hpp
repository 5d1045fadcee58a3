#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>

#include "services/companies/sirene.hpp"
#include "services/contributions/year_declaration.hpp"
#include "services/files/rejects.hpp"
#include "store/tables/batches.hpp"
#include "util/file.hpp"

namespace myatlas::services {

using store::OnError;

// What is piped in, by the name programs read.
inline constexpr std::string_view k_standard_input = "standard input";

// How far an import has come.
struct ImportProgress
{
  std::uint64_t rows = 0, bytes = 0;
  std::uint64_t total_bytes = 0; // 0: a pipe, not known
};

// What is done with the SIRETs of a file of establishments beside its own rules.
struct SiretHooks
{
  std::function<void(domain::Siret)> seen;
  std::function<std::optional<util::Error>(domain::Siret)> objection;
};

// What an invoice as data says that a row has no cell for.
struct InvoiceFacts
{
  std::string format; // "factur-x", "ubl", "cii"; empty: it is none
  std::string issuer,
    buyer; // SIREN of who writes it, where it tells no SIRET, and of who it is for; empty: not told
  util::Errors warnings;   // told with those of its row
  bool takes_back = false; // a credit note
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
  RejectForm reject_form = RejectForm::as_read;
  bool dry_run = false;
  bool rehearsal = false; // a dry run inside a store::Rehearsal: what it would write is there for
                          // the files that follow
  bool attach = false;
  bool ignore_unknown = false;
  std::int64_t max_errors = 0;              // 0: all of them
  std::int64_t chunk = 0;                   // records a transaction; 0: the whole file in one
  std::chrono::seconds patience{60};        // with a pipe: see util::put_aside
  Sentence sentence;                        // for the reject file
  const domain::RateTable* rates = nullptr; // of declarations: what they are computed with
  DeclareAs declare_as = DeclareAs::draft;
  SireneLookup* look_up =
    nullptr; // establishments: each is asked for at the public register, before anything is written
  SiretHooks sirets; // import_file's own
  std::function<void(const std::string&)>
    file_seen;          // import_file's own: called by a trial with each file that a row names
  InvoiceFacts invoice; // of an invoice as data
  bool piped = false;   // import_file's own: it came from a pipe
  std::function<void(const ImportProgress&)> progress;
};

} // namespace myatlas::services
