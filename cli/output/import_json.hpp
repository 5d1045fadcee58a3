#pragma once

#include <cstdio>
#include <string>

#include "operations/files/table_told.hpp"
#include "operations/operation.hpp"

namespace myatlas::cli {

// Writes JSON as it comes, the bytes that dumping all of it at once would give: problems and
// warnings may be too many for memory.
class JsonWriter
{
public:
  JsonWriter(std::FILE* out, bool pretty, int depth);

  // The document without its closing brace, to be gone on with.
  void open(const formats::Json& document);
  void close();
  void list(const char* name, const operations::ProblemLog& problems);
  void open_list(const char* name);
  void begin_item(bool first);
  void close_list(bool empty);

private:
  std::string new_line(int more) const; // where lines are broken: as many blanks deeper
  std::string dump(const formats::Json& json, int depth) const;

  std::FILE* m_out;
  bool m_pretty;
  int m_depth;
};

// What became of a table as one document; with -o json its lines are broken.
void write_report(std::FILE* out, const operations::Answer& report, bool pretty, int depth);

} // namespace myatlas::cli
