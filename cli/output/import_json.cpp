#include "output/import_json.hpp"

#include <fmt/format.h>

#include "env.hpp"
#include "texts/errors.hpp"
#include "util/text.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using operations::ImportProblem;
using operations::ProblemLog;

// None is the 0th.
Json number_or_null(std::int64_t number)
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

std::string JsonWriter::dump(const Json& json, int depth) const
{
  if (!m_pretty) {
    return formats::json_text(json);
  }
  std::string text;
  for (const char c : formats::json_text(json, 2)) {
    text += c;
    if (c == '\n') {
      text.append(static_cast<std::size_t>(depth), ' ');
    }
  }
  return text;
}

void write_report(std::FILE* out, const operations::Answer& report, bool pretty, int depth)
{
  JsonWriter writer(out, pretty, depth);
  writer.open(report.document);
  writer.list("problems", report.table->problems);
  writer.list("warnings", report.table->warnings);
  writer.close();
}

} // namespace myatlas::cli
