#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/values/names.hpp"
#include "formats/tables/column_spec.hpp"
#include "formats/text/csv_options.hpp"
#include "store/engine.hpp"
#include "util/clock.hpp"

namespace myatlas::store {

enum class BatchState
{
  running, // some chunks are written, not all
  complete,
};

enum class OnError
{
  stop,   // one bad row: nothing is written
  reject, // good rows are written, bad ones go to the reject file
};

inline constexpr domain::NamedValue<BatchState> k_batch_states[] = {
  {"running", BatchState::running}, {"complete", BatchState::complete}};
static_assert(domain::has_all<k_batch_states>());

inline constexpr domain::NamedValue<OnError> k_on_errors[] = {{"stop", OnError::stop},
                                                              {"reject", OnError::reject}};
static_assert(domain::has_all<k_on_errors>());

// One import that wrote something: what file, how it was read, what became of its rows.
struct Batch
{
  std::int64_t number = 0; // shown as "B-12"
  formats::FileKind kind = formats::FileKind::establishments;
  std::string file, digest;
  std::string encoding, separator;             // "xlsx" and none of a workbook
  std::optional<formats::DecimalMark> decimal; // none: no amount told
  formats::DateOrder dates = formats::DateOrder::dmy;
  OnError on_error = OnError::stop;
  std::int64_t read = 0, accepted = 0, unchanged = 0, rejected = 0, created = 0, updated = 0;
  std::string actor;
  util::Instant at;

  BatchState state = BatchState::complete;
  std::string path = {}; // of the file, absolute; empty for a pipe
  std::string options =
    {}; // what the file was read with, as JSON: the same file with other options is another import
  std::int64_t bytes = 0;   // of the file
  std::int64_t chunk = 0;   // records a transaction, 0: all in one
  std::int64_t done = 0;    // records of the chunks that are written
  std::int64_t version = 0; // of the register when it was done
  std::int64_t warnings = 0;
  std::string rejects = {};     // digest of the reject file, a document; empty: not kept
  std::string reject_path = {}; // where it was put
  std::string account = {};     // whose it is; empty: the host's
  std::optional<std::int64_t> completes = {}; // the batch whose refused rows it brings
};

class Batches
{
public:
  explicit Batches(Engine& engine) : m_engine(engine) {}

  std::int64_t next_number();
  void put(const Batch& batch); // new, or again by its number
  std::optional<Batch> find(std::int64_t number) const;

  // Of a file, of files so long, and those that refused rows: the latest first, whoever's they are.
  std::vector<Batch> of_digest(formats::FileKind kind, std::string_view digest) const;
  std::vector<Batch> of_size(formats::FileKind kind, std::int64_t bytes) const;
  std::vector<Batch> with_rejects(formats::FileKind kind) const;

  std::vector<Batch> list() const;

  // How many of a batch's refused rows later batches brought.
  std::int64_t corrected(std::int64_t number) const;

  // What counts the changes of the register by files: two equal ones say that nothing changed
  // between.
  std::int64_t register_version() const;
  std::int64_t next_register_version();

private:
  Engine& m_engine;
};

} // namespace myatlas::store
