#pragma once

#include <memory>
#include <vector>

#include "formats/rows.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// What an import does with the rows of one kind: check each against the file and the store, and write it.
class RowLoader
{
public:
  virtual ~RowLoader() = default;

  // Checks the record and writes it if nothing is wrong. All that is wrong goes into `problems`.
  virtual void load(const formats::CsvRecord& record, formats::RowProblems& problems) = 0;

  struct Counts
  {
    std::int64_t created = 0, updated = 0, unchanged = 0;
  };
  virtual Counts counts() = 0;
  virtual std::optional<formats::DecimalMark> decimal_seen() const = 0;
};

// How far a loader looks beyond the file.
enum class CrossChecks
{
  store, // against what the store holds
  none,  // a trial without an account: the file alone
};

struct LoaderSetup
{
  const Context& context;
  const formats::Header& header;
  const formats::CsvOptions& options;
  CrossChecks cross_checks = CrossChecks::store;
  bool attach = false; // give the establishments to the acting account
  store::BulkMode mode = store::BulkMode::write;
};

std::unique_ptr<RowLoader> load_companies(const LoaderSetup& setup);
std::unique_ptr<RowLoader> load_establishments(const LoaderSetup& setup);
std::unique_ptr<RowLoader> load_invoices(const LoaderSetup& setup);

} // namespace myatlas::services
