#include "output/import_report.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "formats/text/csv_reader.hpp"
#include "formats/text/dialect.hpp"
#include "operations/files/import.hpp"
#include "operations/files/table_told.hpp"
#include "output/import_json.hpp"
#include "output/joined.hpp"
#include "output/plain_text.hpp"
#include "texts/errors.hpp"
#include "texts/texts.hpp"
#include "util/text.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using operations::Answer;
using operations::ImportProblem;

constexpr std::uint64_t k_most_shown = 20;

// The name of its file, as programs read it.
std::string file_of(const Answer& report)
{
  return plain_text(report.document.at("file"));
}

void write_csv(Session& session, const Answer& report)
{
  report.table->problems.for_each([&](const ImportProblem& p) {
    const auto number = [](std::uint64_t n) { return n == 0 ? "" : std::to_string(n); };
    const std::string cells[] = {file_of(report),
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
  return file == operations::k_standard_input ? texts.tr(N_("standard input")) : file;
}

std::string place_of(const Texts& texts, const Answer& report, const ImportProblem& problem)
{
  std::string place = shown(texts, file_of(report));
  place += problem.line == 0 ? ": " : fmt::format(":{}: ", problem.line);
  return problem.column.empty() ? place : place + util::printable(problem.column) + ": ";
}

// What a report names for programs, for the catalogue.
[[maybe_unused]] constexpr std::array k_conventions = {N_("semicolon"), N_("comma"), N_("tab"),
                                                       N_("pipe"), N_("point")};

// "encoding utf-8, separator semicolon, decimal mark comma, dates day/month/year".
std::string convention_told(const Texts& texts, const std::string& file, const Json& convention)
{
  const std::string encoding = plain_text(convention["encoding"]);
  const std::string separator = texts.tr(plain_text(convention["separator"]).c_str());
  const bool has_month_first = convention["dates"] == formats::to_text(formats::DateOrder::mdy);
  const std::string dates = texts.tr(has_month_first ? N_("month/day/year") : N_("day/month/year"));
  if (convention["decimal"].is_null()) {
    return texts.trf(N_("{0}: encoding {1}, separator {2}, dates {3}"), file, encoding, separator,
                     dates);
  }
  return texts.trf(N_("{0}: encoding {1}, separator {2}, decimal mark {3}, dates {4}"), file,
                   encoding, separator, texts.tr(plain_text(convention["decimal"]).c_str()), dates);
}

void say_convention(Session& session, const Answer& report)
{
  const Texts& texts = session.texts();
  const Json& convention = report.document.at("convention");
  const std::string file = shown(texts, file_of(report));
  // A workbook, JSON lines or an invoice as data has no separator.
  session.note(convention["separator"].is_null()
                 ? texts.trf(N_("{0}: read as {1}"), file, plain_text(convention["encoding"]))
                 : convention_told(texts, file, convention));
}

void say_problem(Session& session, const Answer& report, const ImportProblem& problem)
{
  const Texts& texts = session.texts();
  say(session.env().err, fmt::format("{}{} [{}]\n  {}\n", place_of(texts, report, problem),
                                     sentence_of(texts, problem.error), problem.error.code,
                                     texts.trf(N_("remedy: {0}"), hint_of(texts, problem.error))));
}

void say_counts(Session& session, const operations::ProblemLog& problems)
{
  say(session.env().err, session.texts().trf(N_("… {0} problems in all:"), problems.size()) + "\n");
  for (const auto& [code, count] : problems.by_code()) {
    say(session.env().err, fmt::format("  {:>7}  {}\n", count, code));
  }
}

void say_problems(Session& session, const Answer& report)
{
  const operations::ProblemLog& problems = report.table->problems;
  std::uint64_t shown = 0;
  problems.for_each([&](const ImportProblem& problem) {
    say_problem(session, report, problem);
    return ++shown < k_most_shown;
  });
  if (problems.size() > k_most_shown) {
    say_counts(session, problems);
  }
  if (report.document.at("stopped_early").get<bool>()) {
    session.note(session.texts().trf(
      N_("Reading stopped after {0} problems: the rest of the file was not looked at."),
      problems.size()));
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

bool is_same_cause(const ImportProblem& one, const ImportProblem& other)
{
  return one.record > 0 && other.record > 0 && one.error.code == other.error.code &&
         one.column == other.column;
}

// The one among them, a new one where none is.
Cause& cause_of(const ImportProblem& warning, std::vector<Cause>& causes)
{
  const auto same = std::ranges::find_if(
    causes, [&](const Cause& cause) { return is_same_cause(warning, cause.first); });
  if (same != causes.end()) {
    return *same;
  }
  return causes.emplace_back(Cause{warning, "", 0});
}

// A cause is told once, with the first value and the lines: a code and a column, whatever the
// values.
std::vector<Cause> causes_of(const operations::ProblemLog& warnings)
{
  std::vector<Cause> causes;
  warnings.for_each([&](const ImportProblem& warning) {
    Cause& cause = cause_of(warning, causes);
    if (++cause.count <= k_lines_shown) {
      join_to(cause.lines, std::to_string(warning.line));
    }
    return true;
  });
  return causes;
}

void say_warnings(Session& session, const Answer& report)
{
  for (const Cause& cause : causes_of(report.table->warnings)) {
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

std::string batch_told(const Texts& texts, const Json& r)
{
  const std::string batch = plain_text(r["batch"]);
  if (!r["completes"].is_null()) {
    return texts.trf(N_("Batch {0}, with rows that batch {1} had refused."), batch,
                     plain_text(r["completes"]));
  }
  return r["resumed"].get<bool>() ? texts.trf(N_("Batch {0}, resumed and complete."), batch)
                                  : texts.trf(N_("Batch {0}."), batch);
}

std::int64_t count_in(const Json& counts, const char* member)
{
  return counts.at(member).get<std::int64_t>();
}

// What became of the rows: "3 rows read: 2 created, 0 updated, 1 unchanged, 0 refused."
std::string rows_told(const Texts& texts, const Json& of)
{
  const auto count = [&](const char* member) { return count_in(of, member); };
  return texts.trf(N_("{0}: {1}, {2}, {3}, {4}."),
                   texts.trn("{0} row read", "{0} rows read", count("read")),
                   texts.trn("{0} created", "{0} created", count("created")),
                   texts.trn("{0} updated", "{0} updated", count("updated")),
                   texts.trn("{0} unchanged", "{0} unchanged", count("unchanged")),
                   texts.trn("{0} refused", "{0} refused", count("rejected")));
}

// What would have become of them.
std::string rows_rehearsed(const Texts& texts, const Json& of)
{
  const auto told = [&](const char* member) {
    return texts.grouped(std::to_string(count_in(of, member)));
  };
  return texts.trf(N_("{0}: would create {1}, update {2}, leave {3} unchanged, refuse {4}."),
                   texts.trn("{0} row read", "{0} rows read", count_in(of, "read")),
                   told("created"), told("updated"), told("unchanged"), told("rejected"));
}

std::string repetition_told(const Texts& texts, const Json& r)
{
  const std::string file = shown(texts, plain_text(r["file"]));
  const std::string unchanged =
    texts.trn("{0} row unchanged", "{0} rows unchanged", count_in(r, "unchanged"));
  return r["batch"].is_null()
           ? texts.trf(N_("{0}: {1}, nothing written."), file, unchanged)
           : texts.trf(N_("{0} was imported before as batch {1}: {2}, nothing written."), file,
                       plain_text(r["batch"]), unchanged);
}

std::string summary(const Texts& texts, const Answer& report)
{
  const Json& r = report.document;
  if (report.table->is_repeated) {
    return repetition_told(texts, r);
  }
  if (r["dry_run"].get<bool>()) {
    return rows_rehearsed(texts, r) + " " + texts.tr(N_("Dry run: nothing written."));
  }
  return rows_told(texts, r) + " " +
         (count_in(r, "written") == 0 ? texts.tr(N_("Nothing written.")) : batch_told(texts, r));
}

void show_result(Session& session, const Answer& report, int depth)
{
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
}

// All that is for a person, and the result in the form asked for.
void show(Session& session, const Answer& report, int depth)
{
  say_convention(session, report);
  say_warnings(session, report);
  say_problems(session, report);
  show_result(session, report, depth);
  if (const Json& rejects = report.document.at("reject_file"); !rejects.is_null()) {
    session.note(session.texts().trf(N_("Refused rows: {0}"), plain_text(rejects)));
  }
}

std::string csv_titles(const Session& session)
{
  return csv_mark(session.csv_style()) +
         csv_line({"file", "record", "line", "column", "value", "code", "message"},
                  session.csv_style());
}

} // namespace

void show_report(Session& session, const Answer& report)
{
  if (session.form() == Form::csv) {
    say(session.env().out, csv_titles(session));
  }
  show(session, report, 0);
  if (session.form() == Form::json || session.form() == Form::jsonl) {
    say(session.env().out, "\n");
  }
}

ReportSeries::ReportSeries(Session& session) : m_session(session)
{
  if (session.form() == Form::csv) {
    say(session.env().out, csv_titles(session));
  } else if (session.form() == Form::json) {
    JsonWriter writer(session.env().out, true, 0);
    writer.open(operations::head_of_reports());
    writer.open_list("files");
  }
}

void ReportSeries::add(const Answer& report)
{
  if (m_session.form() == Form::json) {
    JsonWriter(m_session.env().out, true, 0).begin_item(m_first);
  }
  m_first = false;
  show(m_session, report, 4);
  if (m_session.form() == Form::jsonl) {
    say(m_session.env().out, "\n");
  }
  ++m_files;
  m_is_trial = m_is_trial || report.document["dry_run"].get<bool>();
}

void ReportSeries::add_failure(const Errors& errors)
{
  ++m_files;
  m_session.fail(as_options(errors));
}

void ReportSeries::end(const Answer& sums)
{
  const Texts& texts = m_session.texts();
  if (m_session.form() == Form::table && !m_session.options().quiet) {
    const std::string rows =
      m_is_trial ? rows_rehearsed(texts, sums.document) : rows_told(texts, sums.document);
    say(m_session.env().out, texts.trn("{0} file", "{0} files", m_files) + ", " + rows + "\n");
  } else if (m_session.form() == Form::json) { // what closes the one document
    Json totals = sums.document;
    totals.erase("schema");
    totals.erase("files");
    JsonWriter(m_session.env().out, true, 0).close_list(m_first);
    say(m_session.env().out, "," + formats::json_text(totals, 2).substr(1) + "\n");
  }
}

} // namespace myatlas::cli
