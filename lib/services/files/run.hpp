#pragma once

#include <optional>
#include <string>

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
  void begin_report();
  void begin_rejects();
  void warn_about_columns();
  util::Outcome take_next(RowLoader& loader, const formats::CsvRecord& record);
  util::Outcome take_in_turn(RowLoader& loader, const formats::CsvRecord& record);
  util::Outcome take_put_aside(RowLoader& loader);
  void end_with_total(const formats::CsvRecord& total);
  util::Outcome read_rows(RowLoader& loader);
  util::Outcome take(RowLoader& loader, const formats::CsvRecord& record);
  void add(ProblemLog& to, const formats::CsvRecord& record,
           const std::vector<formats::CellProblem>& from);
  void count(RowLoader& loader);
  bool chunk_is_full() const;
  util::Outcome end_chunk(RowLoader& loader);
  util::Outcome finish(RowLoader& loader);
  util::Outcome keep_rejects();
  void put_batch(store::BatchState state);
  void tell_progress();
  CrossChecks cross_checks() const;

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
