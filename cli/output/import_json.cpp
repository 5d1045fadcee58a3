#include "output/import_json.hpp"

#include <fmt/format.h>

#include "env.hpp"
#include "operations/files/import.hpp"

namespace myatlas::cli {

using formats::Json;
using operations::ImportProblem;
using operations::ProblemLog;

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
    say(m_out, dump(operations::problem_of_import(problem), m_depth + 4));
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
