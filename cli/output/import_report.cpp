#include "output/import_report.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "formats/text/csv_reader.hpp"
#include "formats/text/dialect.hpp"
#include "output/import_json.hpp"
#include "output/import_summary.hpp"
#include "output/joined.hpp"
#include "texts/errors.hpp"
#include "texts/texts.hpp"
#include "util/text.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using services::ImportProblem;
using services::ImportReport;

constexpr std::uint64_t k_most_shown = 20;

std::string number_or_nothing(std::uint64_t number)
{
  return number == 0 ? "" : std::to_string(number);
}

std::vector<std::string> csv_cells(const ImportReport& report, const ImportProblem& problem)
{
  std::vector<std::string> cells = {
    util::printable(report.file),      number_or_nothing(problem.record),
    number_or_nothing(problem.line),   problem.column,
    util::printable(problem.value),    problem.error.code,
    english_sentence_of(problem.error)};
  return cells;
}

std::string csv_of(const ImportReport& report, const ImportProblem& problem, CsvStyle style)
{
  std::vector<std::string> cells = csv_cells(report, problem);
  std::ranges::transform(cells, cells.begin(), formats::harmless_cell);
  return csv_line(cells, style);
}

void write_csv(Session& session, const ImportReport& report)
{
  report.problems.for_each([&](const ImportProblem& problem) {
    say(session.env().out, csv_of(report, problem, session.csv_style()));
    return true;
  });
}

// What a report names for programs, for the catalogue.
[[maybe_unused]] constexpr std::array k_conventions = {N_("semicolon"), N_("comma"), N_("tab"),
                                                       N_("pipe"), N_("point")};

constexpr std::int64_t k_lines_shown = 5;

// Lines "2, 3, 7…" of a cause, and how many there are.
struct Cause
{
  ImportProblem first;
  std::string lines;
  std::int64_t count = 0;

  // Whether another is told with it: one of a row, of the same code and column.
  bool covers(const ImportProblem& other) const
  {
    return other.record > 0 && first.record > 0 && first.error.code == other.error.code &&
           first.column == other.column;
  }

  void count_line(std::uint64_t line)
  {
    if (++count <= k_lines_shown) {
      join_to(lines, std::to_string(line));
    }
  }

  std::string lines_told() const { return lines + (count > k_lines_shown ? "…" : ""); }
};

Cause& cause_of(const ImportProblem& warning, std::vector<Cause>& causes)
{
  const auto same =
    std::ranges::find_if(causes, [&](const Cause& cause) { return cause.covers(warning); });
  return same == causes.end() ? causes.emplace_back(Cause{warning, "", 0}) : *same;
}

// A cause is told once, with the first value and the lines: a code and a column, whatever the
// values.
std::vector<Cause> causes_of(const services::ProblemLog& warnings)
{
  std::vector<Cause> causes;
  warnings.for_each([&](const ImportProblem& warning) {
    cause_of(warning, causes).count_line(warning.line);
    return true;
  });
  return causes;
}

// Of a report with refused rows: whether others were, or would be, taken.
bool is_partial(const ImportReport& r)
{
  return r.on_error == services::OnError::reject && r.accepted + r.unchanged > 0 &&
         !r.stopped_early;
}

const char* code_of_refusal(const ImportReport& r)
{
  if (is_partial(r)) {
    return r.dry_run ? "import.partial_trial" : "import.partial";
  }
  return r.on_error == services::OnError::reject ? "import.none_good" : "import.refused";
}

// Why a report is no success, if it is none. A trial and a real run end alike: what would be
// refused is refused.
std::optional<util::Error> refusal(const ImportReport& r)
{
  if (r.rejected == 0) {
    return std::nullopt;
  }
  return util::Error{code_of_refusal(r), {std::to_string(r.rejected), std::to_string(r.read)}};
}

// Tells of one report what is for a person, and shows the result in the form asked for.
class ReportTeller
{
public:
  ReportTeller(Session& session, const ImportReport& report)
    : m_session(session), m_texts(session.texts()), m_report(report)
  {
  }

  void show(int depth)
  {
    say_convention();
    say_warnings();
    say_problems();
    show_result(depth);
    if (m_report.reject_file) {
      m_session.note_that(N_("Refused rows: {0}"), util::printable(*m_report.reject_file));
    }
  }

private:
  void show_result(int depth)
  {
    if (m_session.is_table()) {
      say_summary();
    } else if (m_session.form() == Form::csv) {
      write_csv(m_session, m_report);
    } else {
      write_report(m_session.env().out, m_report, m_session.is_json(), depth);
    }
  }

  void say_summary()
  {
    if (!m_session.options().quiet) {
      m_session.print(summary_of(m_texts, m_report) + "\n");
    }
  }

  // A workbook, JSON lines or an invoice as data has no separator.
  void say_convention()
  {
    const std::string file = name_of_file(m_texts, m_report.file);
    if (m_report.separator.empty()) {
      m_session.note_that(N_("{0}: read as {1}"), file, m_report.encoding);
    } else if (m_report.decimal) {
      m_session.note_that(N_("{0}: encoding {1}, separator {2}, decimal mark {3}, dates {4}"), file,
                          m_report.encoding, separator(), decimal_mark(), dates());
    } else {
      m_session.note_that(N_("{0}: encoding {1}, separator {2}, dates {3}"), file,
                          m_report.encoding, separator(), dates());
    }
  }

  std::string separator() const { return m_texts.tr(m_report.separator.c_str()); }
  std::string decimal_mark() const { return m_texts.tr(formats::to_text(*m_report.decimal)); }

  std::string dates() const
  {
    const bool has_month_first = m_report.dates == formats::DateOrder::mdy;
    return m_texts.tr(has_month_first ? N_("month/day/year") : N_("day/month/year"));
  }

  void say_warnings()
  {
    for (const Cause& cause : causes_of(m_report.warnings)) {
      m_session.warn(told(cause.first) + lines_of(cause));
    }
  }

  // Of a cause that is told once for several rows.
  std::string lines_of(const Cause& cause) const
  {
    return cause.count > 1
             ? " " + m_texts.trf(N_("({0} such rows: lines {1})"), cause.count, cause.lines_told())
             : "";
  }

  // "payroll.csv:3: masse_salariale: the sentence [code]"
  std::string told(const ImportProblem& problem) const
  {
    return fmt::format("{}{} [{}]", place_of(problem), sentence_of(m_texts, problem.error),
                       problem.error.code);
  }

  std::string place_of(const ImportProblem& problem) const
  {
    std::string place = name_of_file(m_texts, m_report.file);
    place += problem.line == 0 ? ": " : fmt::format(":{}: ", problem.line);
    return problem.column.empty() ? place : place + util::printable(problem.column) + ": ";
  }

  void say_problems()
  {
    say_first_problems();
    if (m_report.problems.size() > k_most_shown) {
      say_counts();
    }
    if (m_report.stopped_early) {
      m_session.note_that(
        N_("Reading stopped after {0} problems: the rest of the file was not looked at."),
        m_report.problems.size());
    }
  }

  void say_first_problems()
  {
    std::uint64_t shown = 0;
    m_report.problems.for_each([&](const ImportProblem& problem) {
      say_error(fmt::format("{}\n  {}\n", told(problem), remedy_of(problem.error)));
      return ++shown < k_most_shown;
    });
  }

  std::string remedy_of(const util::Error& error) const
  {
    return m_texts.trf(N_("remedy: {0}"), hint_of(m_texts, error));
  }

  void say_counts()
  {
    say_error(m_texts.trf(N_("… {0} problems in all:"), m_report.problems.size()) + "\n");
    for (const auto& [code, count] : m_report.problems.by_code()) {
      say_error(fmt::format("  {:>7}  {}\n", count, code));
    }
  }

  void say_error(const std::string& text) { say(m_session.env().err, text); }

  Session& m_session;
  const Texts& m_texts;
  const ImportReport& m_report;
};

std::string csv_titles(const Session& session)
{
  return csv_mark(session.csv_style()) +
         csv_line({"file", "record", "line", "column", "value", "code", "message"},
                  session.csv_style());
}

} // namespace

int show_report(Session& session, const ImportReport& report)
{
  if (session.form() == Form::csv) {
    session.print(csv_titles(session));
  }
  ReportTeller(session, report).show(0);
  if (session.is_json() || session.form() == Form::jsonl) {
    session.print("\n");
  }
  const auto refused = refusal(report);
  return refused ? session.fail({*refused}) : 0;
}

ReportSeries::ReportSeries(Session& session) : m_session(session)
{
  if (session.form() == Form::csv) {
    session.print(csv_titles(session));
  } else if (session.is_json()) {
    begin_json();
  }
}

void ReportSeries::begin_json()
{
  JsonWriter writer(m_session.env().out, true, 0);
  writer.open({{"schema", "myatlas/import-reports/1"}});
  writer.open_list("files");
}

void ReportSeries::add(const ImportReport& report)
{
  if (m_session.is_json()) {
    JsonWriter(m_session.env().out, true, 0).begin_item(m_first);
  }
  m_first = false;
  ReportTeller(m_session, report).show(4);
  if (m_session.form() == Form::jsonl) {
    m_session.print("\n");
  }
  add_counts(counts_of(report));
  judge(report);
}

void ReportSeries::add_counts(const RowCounts& more)
{
  ++m_files;
  m_totals.read += more.read;
  m_totals.created += more.created;
  m_totals.updated += more.updated;
  m_totals.unchanged += more.unchanged;
  m_totals.rejected += more.rejected;
}

void ReportSeries::judge(const ImportReport& report)
{
  const auto refused = refusal(report);
  m_refused_files += refused ? 1 : 0;
  m_written_files += !refused || refused->code.starts_with("import.partial") ? 1 : 0;
  m_is_trial = m_is_trial || report.dry_run;
}

void ReportSeries::add_failure(const std::string& file, const util::Errors& errors)
{
  ++m_files;
  ++m_refused_files;
  for (const util::Error& error : errors) {
    m_failures.push_back({file, error});
  }
  m_session.fail(errors);
}

Json ReportSeries::failed_json() const
{
  Json failed = Json::array();
  for (const auto& [file, error] : m_failures) {
    failed.push_back({{"file", util::printable(file)},
                      {"code", error.code},
                      {"message", english_sentence_of(error)}});
  }
  return failed;
}

Json ReportSeries::totals_json() const
{
  return {{"failed", failed_json()},         {"read", m_totals.read},
          {"created", m_totals.created},     {"updated", m_totals.updated},
          {"unchanged", m_totals.unchanged}, {"rejected", m_totals.rejected}};
}

// What closes the one document.
void ReportSeries::end_json()
{
  JsonWriter(m_session.env().out, true, 0).close_list(m_first);
  m_session.print("," + formats::json_text(totals_json(), 2).substr(1) + "\n");
}

std::string ReportSeries::totals_told() const
{
  const Texts& texts = m_session.texts();
  const std::string rows =
    m_is_trial ? rows_rehearsed(texts, m_totals) : rows_told(texts, m_totals);
  return texts.trn("{0} file", "{0} files", m_files) + ", " + rows + "\n";
}

util::Error ReportSeries::refused() const
{
  const char* some = m_is_trial ? "import.some_files_trial" : "import.some_files";
  return {m_written_files == 0 ? "import.no_file" : some,
          {std::to_string(m_refused_files), std::to_string(m_files)}};
}

int ReportSeries::end()
{
  if (m_session.is_table() && !m_session.options().quiet) {
    m_session.print(totals_told());
  } else if (m_session.is_json()) {
    end_json();
  }
  return m_refused_files == 0 ? 0 : m_session.fail({refused()});
}

} // namespace myatlas::cli
