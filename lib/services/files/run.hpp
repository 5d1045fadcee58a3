#pragma once

#include <optional>
#include <string>

#include "formats/tables/row_types.hpp"
#include "formats/tables/total_line.hpp"
#include "formats/text/csv_reader.hpp"
#include "services/context.hpp"
#include "services/files/import_request.hpp"
#include "services/files/loader.hpp"
#include "services/files/report.hpp"
#include "services/opened_table.hpp"

namespace myatlas::services {

// One run over one file.
class Run
{
public:
  Run(const Context& context, const ImportRequest& request, formats::CsvReader reader,
      std::uint64_t bytes)
    : m_context(context), m_request(request), m_csv(request.csv), m_reader(std::move(reader)),
      m_bytes(bytes)
  {
  }

  // The file's digest, when it is known before the file is read.
  void set_digest(std::string digest) { m_digest = std::move(digest); }
  // The rows were taken from another kind of file than text, which messages call so.
  void set_format(OpenedTable table)
  {
    m_table = std::move(table);
    m_format = m_table.format;
    m_csv.literal = true;
    m_reader.count_records(m_table.first_line);
  }
  // Goes on with a batch that was interrupted.
  void resume(const store::Batch& batch) { m_resumed = batch; }

  util::Result<ImportReport> go();

private:
  util::Outcome attempt();
  util::Outcome begin_over();
  util::Outcome begin_table();
  std::unique_ptr<RowLoader> loader();
  util::Outcome load_all(RowLoader& loader);
  CrossChecks cross_checks() const;

  void begin_report();
  void tell_earlier_batches();
  void warn_at_first();
  void warn_of_columns();
  void begin_rejects();
  bool writes_rejects() const;
  RejectStyle reject_style() const;
  void begin_writing();

  util::Outcome read_rows(RowLoader& loader);
  util::Outcome take_or_hold(RowLoader& loader, const formats::CsvRecord& record);
  util::Outcome take_held(RowLoader& loader);
  util::Outcome take_next(RowLoader& loader, const formats::CsvRecord& record);
  bool is_put_aside(RowLoader& loader, const formats::CsvRecord& record) const;
  util::Outcome take_put_aside(RowLoader& loader);
  util::Outcome take_in_turn(RowLoader& loader, const formats::CsvRecord& record);
  util::Outcome take(RowLoader& loader, const formats::CsvRecord& record);
  bool is_of_template(const formats::CsvRecord& record) const;
  RowLoader::Pass pass() const;
  void remember_reject_line(const formats::CsvRecord& record);
  util::Outcome refuse(const formats::CsvRecord& record, const formats::RowProblems& problems);
  void add(ProblemLog& to, const formats::CsvRecord& record,
           const std::vector<formats::CellProblem>& from);
  void end_with_total(const formats::CsvRecord& total);
  void tell_progress();

  void count(RowLoader& loader);
  void count_rows(const RowLoader::Counts& counts);
  void warn_of_nothing();
  bool is_refused() const;
  bool chunk_is_full() const;
  util::Outcome end_chunk(RowLoader& loader);

  util::Outcome finish(RowLoader& loader);
  void find_completed();
  void end_unwritten(bool is_refused);
  void end_unchanged();
  void end_written();
  util::Outcome keep_rejects();
  bool keeps_copy_of_rejects() const;
  util::Outcome keep_copy_of_rejects();
  void put_batch(store::BatchState state);
  store::Batch batch_in(store::BatchState state) const;
  void put_way_to_go_on(store::Batch& batch) const;
  void put_owner(store::Batch& batch) const;
  std::string reject_path(store::BatchState state) const;

  const Context& m_context;
  const ImportRequest& m_request;
  formats::CsvOptions m_csv;
  formats::CsvReader m_reader;
  std::uint64_t m_bytes; // of the file, 0: not known
  formats::Header m_header;
  char m_separator = ';';
  ImportReport m_report;
  std::optional<RejectFile> m_rejects;
  std::vector<std::string> m_reject_lines; // _line of the first records of a reject file
  OpenedTable m_table;                     // what it was made from
  std::optional<formats::TotalLine> m_totals;
  std::unique_ptr<formats::HeldRecord> m_held;               // the total, if it is the last
  std::vector<std::unique_ptr<formats::HeldRecord>> m_aside; // taken after the last record
  std::string m_digest, m_format, m_rejects_digest;
  std::optional<store::Transaction> m_write;
  std::optional<store::Batch> m_resumed;
  std::int64_t m_committed = 0; // rows accepted that earlier chunks hold
};

} // namespace myatlas::services
