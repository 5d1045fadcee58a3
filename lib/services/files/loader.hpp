#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "formats/tables/row_types.hpp"
#include "services/context.hpp"
#include "services/files/import_request.hpp"

namespace myatlas::services {

using formats::CsvRecord;
using formats::FileKind;
using formats::RowProblems;

// What an import does with the rows of one kind: check each against the file and the store, and
// write it.
class RowLoader
{
public:
  virtual ~RowLoader() = default;

  enum class Pass
  {
    write,
    check, // an earlier run wrote the row: it counts for the rules between rows and is not written
           // again
  };

  // Whether a row is to be written: nothing is wrong with it, and no earlier run did.
  static bool is_to_write(const RowProblems& problems, Pass pass)
  {
    return problems.accepts() && pass == Pass::write;
  }

  // Checks the record and writes it if nothing is wrong. All that is wrong goes into `problems`.
  virtual void load(const CsvRecord& record, RowProblems& problems, Pass pass) = 0;

  // Whether the record waits for one that may stand below it: it is taken after the last one then.
  virtual bool waits(const CsvRecord&) { return false; }

  struct Counts
  {
    std::int64_t created = 0, updated = 0;
  };
  static Counts counts_of(const store::BulkCounts& written)
  {
    return {written.inserted, written.updated};
  }
  virtual Counts counts() = 0; // of all that was written; what is on its way is written first
  virtual std::optional<formats::DecimalMark> decimal_seen() const = 0;

  // The transaction of the file is over, kept or not.
  virtual void closed() {}
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
  std::filesystem::path folder; // where the files lie that rows name; empty: nowhere
  CrossChecks cross_checks = CrossChecks::store;
  bool attach = false;  // give the establishments to the acting account
  bool chunked = false; // counts() is asked for more than once
  store::BulkMode mode = store::BulkMode::write;
  store::BulkMode documents =
    store::BulkMode::write; // trial: files that rows name are read and not kept
  SiretHooks sirets = {};
  std::function<void(const std::string&)> file_seen = {};
  InvoiceFacts invoice = {};
  const domain::RateTable* rates = nullptr; // of declarations
  DeclareAs declare_as = DeclareAs::draft;
};

std::unique_ptr<RowLoader> make_loader(FileKind kind, const LoaderSetup& setup);

// row.duplicate (key, line): a row whose key an earlier line of the file has.
formats::CellProblem duplicate_of(std::size_t column, const std::string& key, std::uint64_t line);

// Refuses a row whose company or establishment an earlier line has; 0: none has.
template <typename Number>
void refuse_if_before(std::optional<std::uint32_t> before, std::size_t column, Number number,
                      RowProblems& problems)
{
  if (before) {
    problems.refuse(duplicate_of(column, number.digits(), *before));
  }
}

// An amount as the store keeps it; nothing when the row gives none.
store::Cell cents(const std::optional<domain::Money>& amount);

// Whether a trial of this kind leaves a trace: wrong proofs are counted.
bool leaves_trace(FileKind kind);

// Whether rows of this kind belong to what an account manages; the others are the OPCO's register.
bool is_of_account(FileKind kind);

std::unique_ptr<RowLoader> load_access(const LoaderSetup& setup);
std::unique_ptr<RowLoader> load_certifications(const LoaderSetup& setup);
std::unique_ptr<RowLoader> load_clients(const LoaderSetup& setup);
std::unique_ptr<RowLoader> load_companies(const LoaderSetup& setup);
std::unique_ptr<RowLoader> load_contracts(const LoaderSetup& setup);
std::unique_ptr<RowLoader> load_declarations(const LoaderSetup& setup);
std::unique_ptr<RowLoader> load_employees(const LoaderSetup& setup);
std::unique_ptr<RowLoader> load_establishments(const LoaderSetup& setup);
std::unique_ptr<RowLoader> load_invoices(const LoaderSetup& setup);
std::unique_ptr<RowLoader> load_requests(const LoaderSetup& setup);
std::unique_ptr<RowLoader> load_payments(const LoaderSetup& setup);
std::unique_ptr<RowLoader> load_payrolls(const LoaderSetup& setup);

} // namespace myatlas::services
