#include "output/import_report.hpp"

#include <map>
#include <ranges>

#include <fmt/format.h>

#include "messages/errors.hpp"
#include "util/text.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using services::ImportProblem;
using services::ImportReport;

constexpr std::size_t k_most_shown = 20;

Json problem_json(const ImportProblem& problem)
{
  return {{"record", problem.record == 0 ? Json(nullptr) : Json(problem.record)},
          {"line", problem.line == 0 ? Json(nullptr) : Json(problem.line)},
          {"column", formats::text_or_null(problem.column)},
          {"value", util::printable(problem.value)},
          {"code", problem.error.code},
          {"message", english_sentence_of(problem.error)}};
}

Json problems_json(const std::vector<ImportProblem>& problems)
{
  Json all = Json::array();
  for (const ImportProblem& problem : problems) {
    all.push_back(problem_json(problem));
  }
  return all;
}

Json report_json(const ImportReport& r)
{
  return {{"schema", "myatlas/import-report/1"},
          {"kind", formats::to_text(r.kind)},
          {"file", util::printable(r.file)},
          {"digest", r.digest},
          {"dry_run", r.dry_run},
          {"batch", r.batch ? Json(fmt::format("B-{}", *r.batch)) : Json(nullptr)},
          {"convention",
           {{"encoding", r.encoding},
            {"separator", r.separator},
            {"decimal", r.decimal ? Json(*r.decimal) : Json(nullptr)},
            {"dates", r.dates}}},
          {"read", r.read},
          {"accepted", r.accepted},
          {"unchanged", r.unchanged},
          {"rejected", r.rejected},
          {"written", r.written},
          {"created", r.created},
          {"updated", r.updated},
          {"blank", r.blank},
          {"stopped_early", r.stopped_early},
          {"reject_file", r.reject_file ? Json(util::printable(*r.reject_file)) : Json(nullptr)},
          {"problems", problems_json(r.problems)},
          {"warnings", problems_json(r.warnings)}};
}

std::string place_of(const ImportReport& report, const ImportProblem& problem)
{
  std::string place = util::printable(report.file);
  place += problem.line == 0 ? ": " : fmt::format(":{}: ", problem.line);
  return problem.column.empty() ? place : place + util::printable(problem.column) + ": ";
}

void say_convention(Session& session, const ImportReport& r)
{
  session.note(trf(N_("{0}: encoding {1}, separator {2}, decimal mark {3}, dates {4}"), util::printable(r.file), r.encoding,
                   r.separator, r.decimal.value_or("–"), r.dates));
}

void say_problems(Session& session, const ImportReport& report)
{
  std::map<std::string, unsigned long> by_code;
  std::size_t shown = 0;
  for (const ImportProblem& problem : report.problems) {
    ++by_code[problem.error.code];
    if (shown++ < k_most_shown) {
      say(session.env().err, fmt::format("{}{} [{}]\n  {}\n", place_of(report, problem), sentence_of(problem.error),
                                         problem.error.code, trf(N_("remedy: {0}"), hint_of(problem.error))));
    }
  }
  if (report.problems.size() > k_most_shown) {
    say(session.env().err, trf(N_("… {0} problems in all:"), report.problems.size()) + "\n");
    for (const auto& [code, count] : by_code) {
      say(session.env().err, fmt::format("  {:>7}  {}\n", count, code));
    }
  }
}

void say_warnings(Session& session, const ImportReport& report)
{
  for (const ImportProblem& warning : report.warnings | std::views::take(k_most_shown)) {
    session.warn(fmt::format("{}{} [{}]", place_of(report, warning), sentence_of(warning.error), warning.error.code));
  }
}

std::string summary(const ImportReport& r)
{
  if (r.repeated) {
    return r.batch ? trf(N_("{0} was imported before as batch B-{1}: {2} rows unchanged, nothing written."),
                         util::printable(r.file), *r.batch, r.unchanged)
                   : trf(N_("{0}: {1} rows unchanged, nothing written."), util::printable(r.file), r.unchanged);
  }
  const std::string counts = trf(N_("{0} rows read: {1} created, {2} updated, {3} unchanged, {4} refused."), r.read, r.created,
                                 r.updated, r.unchanged, r.rejected);
  if (r.dry_run) {
    return counts + " " + tr(N_("Dry run: nothing written."));
  }
  if (r.written == 0) {
    return counts + " " + tr(N_("Nothing written."));
  }
  return counts + " " + trf(N_("Batch B-{0}."), *r.batch);
}

// A trial and a real run end alike: what would be refused is refused.
int status_of(Session& session, const ImportReport& r)
{
  if (r.rejected == 0) {
    return 0;
  }
  const std::vector<std::string> counts = {std::to_string(r.rejected), std::to_string(r.read)};
  const bool partial = r.on_error_reject && r.accepted + r.unchanged > 0;
  return session.fail({util::Error{partial ? "import.partial" : "import.refused", counts}});
}

} // namespace

int show_report(Session& session, const ImportReport& report)
{
  say_convention(session, report);
  say_warnings(session, report);
  say_problems(session, report);
  if (session.form() == Form::table) {
    say(session.env().out, summary(report) + "\n");
  } else {
    session.show({report_json(report),
                  {{"line", N_("Line")}, {"column", N_("Column")}, {"value", N_("Value")}, {"code", N_("Code")},
                   {"message", N_("Message")}},
                  session.form() == Form::csv ? "problems" : nullptr});
  }
  if (report.reject_file) {
    session.note(trf(N_("Refused rows: {0}"), util::printable(*report.reject_file)));
  }
  return status_of(session, report);
}

} // namespace myatlas::cli
