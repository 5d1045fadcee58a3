#include "output/import_json.hpp"

#include <fmt/format.h>

#include "env.hpp"
#include "formats/text/dialect.hpp"
#include "texts/errors.hpp"
#include "texts/texts.hpp"
#include "util/text.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using services::ImportProblem;
using services::ImportReport;
using services::ProblemLog;

Json batch_name(const std::optional<std::int64_t>& batch)
{
  return batch ? Json(fmt::format("B-{}", *batch)) : Json(nullptr);
}

Json number_or_null(std::uint64_t number)
{
  return number == 0 ? Json(nullptr) : Json(number);
}

Json problem_json(const ImportProblem& problem)
{
  return {{"record", number_or_null(problem.record)},
          {"line", number_or_null(problem.line)},
          {"column", formats::text_or_null(problem.column)},
          {"value", util::printable(problem.value)},
          {"code", problem.error.code},
          {"message", english_sentence_of(problem.error)},
          {"hint", english_hint_of(problem.error)}};
}

Json counts_json(const ImportReport& r)
{
  return {{"read", r.read},         {"accepted", r.accepted}, {"unchanged", r.unchanged},
          {"rejected", r.rejected}, {"written", r.written},   {"created", r.created},
          {"updated", r.updated},   {"blank", r.blank}};
}

Json counts_by_code(const ProblemLog& problems)
{
  Json by_code = Json::object();
  for (const auto& [code, count] : problems.by_code()) {
    by_code[code] = count;
  }
  return by_code;
}

Json convention_json(const ImportReport& r)
{
  return {{"encoding", r.encoding},
          {"separator", formats::text_or_null(r.separator)},
          {"decimal", r.decimal ? Json(formats::to_text(*r.decimal)) : Json(nullptr)},
          {"dates", formats::to_text(r.dates)}};
}

Json run_json(const ImportReport& r)
{
  return {{"dry_run", r.dry_run},
          {"batch", batch_name(r.batch)},
          {"completes", batch_name(r.completes)},
          {"resumed", r.resumed},
          {"convention", convention_json(r)}};
}

// All but the problems and warnings, which may be too many for memory.
Json report_json(const ImportReport& r)
{
  Json json = {{"schema", "myatlas/import-report/1"},
               {"kind", formats::to_text(r.kind)},
               {"file", util::printable(r.file)},
               {"digest", r.digest}};
  json.update(run_json(r));
  json.update(counts_json(r));
  json["stopped_early"] = r.stopped_early;
  json["reject_file"] = r.reject_file ? Json(util::printable(*r.reject_file)) : Json(nullptr);
  json["problems_by_code"] = counts_by_code(r.problems);
  return json;
}

} // namespace

JsonWriter::JsonWriter(std::FILE* out, bool pretty, int depth)
  : m_out(out), m_pretty(pretty), m_depth(depth)
{
}

std::string JsonWriter::new_line(int more) const
{
  return m_pretty ? "\n" + std::string(static_cast<std::size_t>(m_depth + more), ' ') : "";
}

void JsonWriter::open(const Json& document)
{
  std::string text = dump(document, m_depth);
  text.resize(text.size() - (m_pretty ? 2 + static_cast<std::size_t>(m_depth) : 1));
  say(m_out, text);
}

void JsonWriter::close()
{
  say(m_out, new_line(0) + "}");
}

void JsonWriter::list(const char* name, const ProblemLog& problems)
{
  open_list(name);
  bool first = true;
  problems.for_each([&](const ImportProblem& problem) {
    begin_item(first);
    first = false;
    say(m_out, dump(problem_json(problem), m_depth + 4));
    return true;
  });
  close_list(first);
}

void JsonWriter::open_list(const char* name)
{
  say(m_out, fmt::format(",{}\"{}\":{}[", new_line(2), name, m_pretty ? " " : ""));
}

void JsonWriter::begin_item(bool first)
{
  say(m_out, (first ? "" : ",") + new_line(4));
}

void JsonWriter::close_list(bool empty)
{
  say(m_out, (empty ? "" : new_line(2)) + "]");
}

// The lines after the first so far to the right.
std::string indented(const std::string& lines, int depth)
{
  std::string text;
  for (const char c : lines) {
    text += c;
    if (c == '\n') {
      text.append(static_cast<std::size_t>(depth), ' ');
    }
  }
  return text;
}

std::string JsonWriter::dump(const Json& json, int depth) const
{
  return m_pretty ? indented(formats::json_text(json, 2), depth) : formats::json_text(json);
}

void write_report(std::FILE* out, const ImportReport& report, bool pretty, int depth)
{
  JsonWriter writer(out, pretty, depth);
  writer.open(report_json(report));
  writer.list("problems", report.problems);
  writer.list("warnings", report.warnings);
  writer.close();
}

} // namespace myatlas::cli
