#include "output/import_report.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "formats/text/csv_reader.hpp"
#include "formats/text/dialect.hpp"
#include "output/import_json.hpp"
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

void write_csv(Session& session, const ImportReport& report)
{
  report.problems.for_each([&](const ImportProblem& p) {
    const auto number = [](std::uint64_t n) { return n == 0 ? "" : std::to_string(n); };
    const std::string cells[] = {util::printable(report.file),
                                 number(p.record),
                                 number(p.line),
                                 p.column,
                                 util::printable(p.value),
                                 p.error.code,
                                 english_sentence_of(p.error)};
    std::vector<std::string> line;
    for (const std::string& cell : cells) {
      line.push_back(formats::harmless_cell(cell));
    }
    say(session.env().out, csv_line(line, session.csv_style()));
    return true;
  });
}

// A file as people call it; programs read its name.
std::string shown(const Texts& texts, const std::string& file)
{
  return file == services::k_standard_input ? texts.tr(N_("standard input"))
                                            : util::printable(file);
}

std::string place_of(const Texts& texts, const ImportReport& report, const ImportProblem& problem)
{
  std::string place = shown(texts, report.file);
  place += problem.line == 0 ? ": " : fmt::format(":{}: ", problem.line);
  return problem.column.empty() ? place : place + util::printable(problem.column) + ": ";
}

// What a report names for programs, for the catalogue.
[[maybe_unused]] constexpr std::array k_conventions = {N_("semicolon"), N_("comma"), N_("tab"),
                                                       N_("pipe"), N_("point")};

void say_convention(Session& session, const ImportReport& r)
{
  if (r.separator.empty()) { // a workbook, JSON lines or an invoice as data has none
    session.note(
      session.texts().trf(N_("{0}: read as {1}"), shown(session.texts(), r.file), r.encoding));
    return;
  }
  const std::string file = shown(session.texts(), r.file),
                    separator = session.texts().tr(r.separator.c_str());
  const bool has_month_first = r.dates == formats::DateOrder::mdy;
  const std::string dates =
    session.texts().tr(has_month_first ? N_("month/day/year") : N_("day/month/year"));
  session.note(r.decimal
                 ? session.texts().trf(
                     N_("{0}: encoding {1}, separator {2}, decimal mark {3}, dates {4}"), file,
                     r.encoding, separator, session.texts().tr(formats::to_text(*r.decimal)), dates)
                 : session.texts().trf(N_("{0}: encoding {1}, separator {2}, dates {3}"), file,
                                       r.encoding, separator, dates));
}

void say_problems(Session& session, const ImportReport& report)
{
  std::uint64_t shown = 0;
  report.problems.for_each([&](const ImportProblem& problem) {
    say(
      session.env().err,
      fmt::format("{}{} [{}]\n  {}\n", place_of(session.texts(), report, problem),
                  sentence_of(session.texts(), problem.error), problem.error.code,
                  session.texts().trf(N_("remedy: {0}"), hint_of(session.texts(), problem.error))));
    return ++shown < k_most_shown;
  });
  if (report.problems.size() > k_most_shown) {
    say(session.env().err,
        session.texts().trf(N_("… {0} problems in all:"), report.problems.size()) + "\n");
    for (const auto& [code, count] : report.problems.by_code()) {
      say(session.env().err, fmt::format("  {:>7}  {}\n", count, code));
    }
  }
  if (report.stopped_early) {
    session.note(session.texts().trf(
      N_("Reading stopped after {0} problems: the rest of the file was not looked at."),
      report.problems.size()));
  }
}

constexpr std::int64_t k_lines_shown = 5;

// Lines "2, 3, 7…" of a cause, and how many there are.
struct Cause
{
  ImportProblem first;
  std::string lines;
  std::int64_t count = 0;
};

// A cause is told once, with the first value and the lines: a code and a column, whatever the
// values.
std::vector<Cause> causes_of(const services::ProblemLog& warnings)
{
  std::vector<Cause> causes;
  warnings.for_each([&](const ImportProblem& warning) {
    const bool is_of_row = warning.record > 0;
    const auto same = std::ranges::find_if(causes, [&](const Cause& cause) {
      return is_of_row && cause.first.record > 0 && cause.first.error.code == warning.error.code &&
             cause.first.column == warning.column;
    });
    Cause& cause = same == causes.end() ? causes.emplace_back(Cause{warning, "", 0}) : *same;
    if (++cause.count <= k_lines_shown) {
      join_to(cause.lines, std::to_string(warning.line));
    }
    return true;
  });
  return causes;
}

void say_warnings(Session& session, const ImportReport& report)
{
  for (const Cause& cause : causes_of(report.warnings)) {
    const ImportProblem& first = cause.first;
    std::string told = fmt::format("{}{} [{}]", place_of(session.texts(), report, first),
                                   sentence_of(session.texts(), first.error), first.error.code);
    if (cause.count > 1) {
      const std::string lines = cause.lines + (cause.count > k_lines_shown ? "…" : "");
      told += " " + session.texts().trf(N_("({0} such rows: lines {1})"), cause.count, lines);
    }
    session.warn(told);
  }
}

std::string batch_told(const Texts& texts, const ImportReport& r)
{
  if (r.completes) {
    return texts.trf(N_("Batch B-{0}, with rows that batch B-{1} had refused."), *r.batch,
                     *r.completes);
  }
  return r.resumed ? texts.trf(N_("Batch B-{0}, resumed and complete."), *r.batch)
                   : texts.trf(N_("Batch B-{0}."), *r.batch);
}

// What became of the rows: "3 rows read: 2 created, 0 updated, 1 unchanged, 0 refused."
template <typename Rows>
std::string rows_told(const Texts& texts, const Rows& of)
{
  const std::string read = texts.trn("{0} row read", "{0} rows read", of.read);
  return texts.trf(N_("{0}: {1}, {2}, {3}, {4}."), read,
                   texts.trn("{0} created", "{0} created", of.created),
                   texts.trn("{0} updated", "{0} updated", of.updated),
                   texts.trn("{0} unchanged", "{0} unchanged", of.unchanged),
                   texts.trn("{0} refused", "{0} refused", of.rejected));
}

// What would have become of them.
template <typename Rows>
std::string rows_rehearsed(const Texts& texts, const Rows& of)
{
  return texts.trf(
    N_("{0}: would create {1}, update {2}, leave {3} unchanged, refuse {4}."),
    texts.trn("{0} row read", "{0} rows read", of.read), texts.grouped(std::to_string(of.created)),
    texts.grouped(std::to_string(of.updated)), texts.grouped(std::to_string(of.unchanged)),
    texts.grouped(std::to_string(of.rejected)));
}

std::string summary(const Texts& texts, const ImportReport& r)
{
  if (r.repeated) {
    const std::string unchanged = texts.trn("{0} row unchanged", "{0} rows unchanged", r.unchanged);
    return r.batch ? texts.trf(N_("{0} was imported before as batch B-{1}: {2}, nothing written."),
                               shown(texts, r.file), *r.batch, unchanged)
                   : texts.trf(N_("{0}: {1}, nothing written."), shown(texts, r.file), unchanged);
  }
  if (r.dry_run) {
    return rows_rehearsed(texts, r) + " " + texts.tr(N_("Dry run: nothing written."));
  }
  return rows_told(texts, r) + " " +
         (r.written == 0 ? texts.tr(N_("Nothing written.")) : batch_told(texts, r));
}

// Why a report is no success, if it is none. A trial and a real run end alike: what would be
// refused is refused.
std::optional<util::Error> refusal(const ImportReport& r)
{
  if (r.rejected == 0) {
    return std::nullopt;
  }
  const bool partial =
    r.on_error == services::OnError::reject && r.accepted + r.unchanged > 0 && !r.stopped_early;
  const char* const kept = r.dry_run ? "import.partial_trial" : "import.partial";
  const char* const none =
    r.on_error == services::OnError::reject ? "import.none_good" : "import.refused";
  return util::Error{partial ? kept : none, {std::to_string(r.rejected), std::to_string(r.read)}};
}

// All that is for a person, and the result in the form asked for.
void show(Session& session, const ImportReport& report, int depth)
{
  say_convention(session, report);
  say_warnings(session, report);
  say_problems(session, report);
  switch (session.form()) {
  case Form::table:
    if (!session.options().quiet) {
      say(session.env().out, summary(session.texts(), report) + "\n");
    }
    break;
  case Form::csv:
    write_csv(session, report);
    break;
  case Form::json:
  case Form::jsonl:
    write_report(session.env().out, report, session.form() == Form::json, depth);
    break;
  }
  if (report.reject_file) {
    session.note(
      session.texts().trf(N_("Refused rows: {0}"), util::printable(*report.reject_file)));
  }
}

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
    say(session.env().out, csv_titles(session));
  }
  show(session, report, 0);
  if (session.form() == Form::json || session.form() == Form::jsonl) {
    say(session.env().out, "\n");
  }
  const auto refused = refusal(report);
  return refused ? session.fail({*refused}) : 0;
}

ReportSeries::ReportSeries(Session& session) : m_session(session)
{
  if (session.form() == Form::csv) {
    say(session.env().out, csv_titles(session));
  } else if (session.form() == Form::json) {
    JsonWriter writer(session.env().out, true, 0);
    writer.open({{"schema", "myatlas/import-reports/1"}});
    writer.open_list("files");
  }
}

void ReportSeries::add(const ImportReport& report)
{
  if (m_session.form() == Form::json) {
    JsonWriter(m_session.env().out, true, 0).begin_item(m_first);
  }
  m_first = false;
  show(m_session, report, 4);
  if (m_session.form() == Form::jsonl) {
    say(m_session.env().out, "\n");
  }
  ++m_totals.files;
  m_totals.read += report.read;
  m_totals.created += report.created;
  m_totals.updated += report.updated;
  m_totals.unchanged += report.unchanged;
  m_totals.rejected += report.rejected;
  const auto refused = refusal(report);
  m_refused_files += refused ? 1 : 0;
  m_written_files += !refused || refused->code.starts_with("import.partial") ? 1 : 0;
  m_is_trial = m_is_trial || report.dry_run;
}

void ReportSeries::add_failure(const std::string& file, const util::Errors& errors)
{
  ++m_totals.files;
  ++m_refused_files;
  m_failures.insert(m_failures.end(), errors.begin(), errors.end());
  m_failed_files.insert(m_failed_files.end(), errors.size(), file);
  m_session.fail(errors);
}

// What closes the one document.
void ReportSeries::end_json()
{
  JsonWriter writer(m_session.env().out, true, 0);
  writer.close_list(m_first);
  Json failed = Json::array();
  for (std::size_t i = 0; i < m_failures.size(); ++i) {
    failed.push_back({{"file", util::printable(m_failed_files[i])},
                      {"code", m_failures[i].code},
                      {"message", english_sentence_of(m_failures[i])}});
  }
  const Json totals = {{"failed", failed},
                       {"read", m_totals.read},
                       {"created", m_totals.created},
                       {"updated", m_totals.updated},
                       {"unchanged", m_totals.unchanged},
                       {"rejected", m_totals.rejected}};
  say(m_session.env().out, "," + formats::json_text(totals, 2).substr(1) + "\n");
}

int ReportSeries::end()
{
  if (m_session.form() == Form::table && !m_session.options().quiet) {
    const std::string rows = m_is_trial ? rows_rehearsed(m_session.texts(), m_totals)
                                        : rows_told(m_session.texts(), m_totals);
    say(m_session.env().out,
        m_session.texts().trn("{0} file", "{0} files", m_totals.files) + ", " + rows + "\n");
  } else if (m_session.form() == Form::json) {
    end_json();
  }
  if (m_refused_files == 0) {
    return 0;
  }
  const char* some = m_is_trial ? "import.some_files_trial" : "import.some_files";
  return m_session.fail(
    {util::Error{m_written_files == 0 ? "import.no_file" : some,
                 {std::to_string(m_refused_files), std::to_string(m_totals.files)}}});
}

} // namespace myatlas::cli
