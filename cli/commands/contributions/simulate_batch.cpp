// A file of employers, one line in, one line out.
#include <filesystem>
#include <memory>

#include <fmt/format.h>

#include "commands/contributions/simulate.hpp"
#include "formats/tables/workbook_writer.hpp"
#include "operations/contributions/answer_columns.hpp"
#include "request.hpp"
#include "texts/errors.hpp"
#include "texts/texts.hpp"
#include "util/file.hpp"
#include "util/text.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

constexpr std::size_t k_flush_bytes = 64U * 1024;
// Where the answers go, in what form.
class AnswerSink
{
public:
  AnswerSink(Session& session, const SimulateOptions& options)
    : m_session(session), m_options(options)
  {
  }

  Outcome open()
  {
    TRY(formats::check_table_name(m_options.to, "--to"));
    const bool is_for_people = !m_options.to.empty() || m_session.csv_style() == CsvStyle::excel;
    if (m_options.to.empty() && (!is_for_people || m_session.form() == Form::jsonl)) {
      m_lines = m_session.form() == Form::jsonl ? "" : operations::answer_titles();
      return Done{};
    }
    if (!m_options.to.empty()) {
      TRY_ASSIGN(util::NewFile file, util::NewFile::create(m_options.to));
      m_file.emplace(std::move(file));
    }
    return open_table();
  }

  bool take(const operations::EmployerAnswer& answer)
  {
    if (m_table) {
      return m_table->row(operations::AnswerRow(answer, m_session.texts()).cells());
    }
    if (m_session.form() == Form::jsonl) {
      operations::put_json(m_lines, answer);
    } else {
      operations::put_csv(m_lines, answer);
    }
    if (m_lines.size() >= k_flush_bytes) {
      m_session.print(m_lines);
      m_lines.clear();
    }
    return true;
  }

  bool is_untouched() const { return !m_table && m_lines == operations::answer_titles(); }

  Outcome end()
  {
    m_session.print(m_lines);
    m_lines.clear();
    if (m_table && !m_table->end()) {
      return Error{"export.cut", {"0"}};
    }
    return m_file ? m_file->keep() : Outcome(Done{});
  }

private:
  Outcome open_table()
  {
    const formats::ByteSink sink = [this](std::string_view bytes) {
      return m_file ? bool(m_file->append(bytes)) : m_session.print(std::string(bytes)) == 0;
    };
    std::vector<formats::ColumnSpec> columns = operations::answer_columns();
    if (util::to_lower(std::filesystem::path(m_options.to).extension().string()) != ".xlsx") {
      m_table = formats::make_csv_writer(std::move(columns), sink);
      return Done{};
    }
    TRY_ASSIGN(m_table,
               formats::make_workbook_writer(std::move(columns), m_session.clock().now(), sink));
    return Done{};
  }

  Session& m_session;
  const SimulateOptions& m_options;
  std::string m_lines;
  std::optional<util::NewFile> m_file;
  std::unique_ptr<formats::TableWriter> m_table;
};

// Why rows were refused, in words, for whoever looks: the first of them.
void tell_refused(Session& session, const operations::EmployerAnswer& answer, std::uint64_t& told)
{
  constexpr std::uint64_t k_most_told = 20;
  if (answer.errors.empty() || told++ >= k_most_told) {
    return;
  }
  const formats::CellProblem& first = answer.errors.front();
  const std::string column = operations::employer_column(first.column);
  session.note(fmt::format("{}: {}{} [{}]", session.texts().trf(N_("line {0}"), answer.line),
                           column.empty() ? "" : column + ": ",
                           sentence_of(session.texts(), first.error), first.error.code));
}

// What the store knows of the agreements of the clients of the account in use; nothing where there
// is no store, nobody is logged in or it cannot be read: the file is answered without it.
operations::Agreements agreements_known(Session& session)
{
  try {
    if (!session.store_version()) {
      return {};
    }
    LocalFiles none;
    const auto answer = session.ask(operations::k_simulate, operations::KnownEmployers(), none);
    return answer ? operations::agreements_in(answer->document) : operations::Agreements();
  } catch (const util::MachineError&) {
    return {};
  }
}

// What became of the file, beside its answers.
void tell_counts(Session& session, const operations::EmployerCounts& counts)
{
  session.note(session.texts().trf(N_("{0}, {1}."),
                                   session.texts().trn("{0} employer read", "{0} employers read",
                                                       static_cast<std::int64_t>(counts.read)),
                                   session.texts().trn("{0} of them refused", "{0} of them refused",
                                                       static_cast<std::int64_t>(counts.refused))));
}

void tell_agreements(Session& session, const operations::EmployerCounts& counts)
{
  if (counts.agreements_known > 0) {
    session.note(session.texts().trn("{0} collective agreement (IDCC) taken from the store.",
                                     "{0} collective agreements (IDCC) taken from the store.",
                                     static_cast<std::int64_t>(counts.agreements_known)));
  }
  if (counts.without_agreement > 0) {
    session.warn({"contribution.no_agreements", {std::to_string(counts.without_agreement)}});
  }
  if (counts.without_branch > 0) {
    session.warn({"contribution.branches_left_out", {std::to_string(counts.without_branch)}});
  }
}

Result<operations::EmployersPlan> plan_of(const SimulateOptions& options)
{
  operations::EmployersFile request{
    .path = options.batch,
    .table = options.table,
    .rounding = options.form.rounding,
    .unknown = options.unknown_branch(),
  };
  TRY(read_mapping(options.mapping, request.table));
  return as_options(operations::understood_employers(request));
}

// Answers each line; `clients` are those that a statement is written for.
Result<operations::EmployerCounts> answer_lines(Session& session, const domain::RateTable& rates,
                                                const SimulateOptions& options,
                                                const operations::EmployersPlan& plan,
                                                AnswerSink& sink,
                                                std::vector<EmployerResult>& clients)
{
  std::uint64_t told = 0;
  const operations::Agreements agreements = agreements_known(session);
  const auto take = [&](const operations::EmployerAnswer& answer) {
    if (!options.pdf_dir.empty() && answer.simulation != nullptr) {
      clients.push_back({std::string(answer.name), std::string(answer.siren), *answer.facts,
                         *answer.simulation, nullptr});
    }
    tell_refused(session, answer, told);
    return sink.take(answer);
  };
  const auto warn = [&](const Error& warning) { session.warn(warning); };
  return as_options(operations::simulate_employers(rates, plan, agreements, take, warn));
}

} // namespace

Result<int> simulate_file(Session& session, const domain::RateTable& rates,
                          const SimulateOptions& options)
{
  if (session.form() == Form::json) {
    return Error{"usage.choice", {"json", "--output", "csv, jsonl"}};
  }
  TRY_ASSIGN(const operations::EmployersPlan plan, plan_of(options));
  AnswerSink sink(session, options);
  TRY(sink.open());
  std::vector<EmployerResult> clients; // for the statements
  const auto counts = answer_lines(session, rates, options, plan, sink, clients);
  if (!counts && (sink.is_untouched() || !options.to.empty())) {
    return counts.errors();
  }
  const Outcome ended = sink.end(); // what was answered is told, whatever came then
  if (!counts) {
    return counts.errors();
  }
  TRY(ended);
  std::size_t statements = 0;
  if (!options.pdf_dir.empty()) {
    TRY_ASSIGN(statements, write_statements(session, clients, options));
  }
  tell_counts(session, *counts);
  if (!options.pdf_dir.empty()) {
    session.note(session.texts().trn("{0} statement written.", "{0} statements written.",
                                     static_cast<std::int64_t>(statements)));
  }
  tell_agreements(session, *counts);
  return static_cast<int>(counts->refused == 0 ? Status::done : Status::partial);
}

} // namespace myatlas::cli
