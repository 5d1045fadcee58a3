#pragma once

#include <optional>
#include <string>

#include "session.hpp"

namespace myatlas::cli {

// How the rows of a table are taken by a command that does one thing at a time otherwise.
enum class TableUse
{
  as_it_is,
  submitted, // declarations: not as drafts
  corrected, // and in the place of what was submitted
};

// `--from-file` of a command whose sisters are rows: the file is imported as `import KIND FILE`
// does. The exit status.
Result<int> import_table(Session& session, const std::string& kind, const std::string& file,
                         TableUse use = TableUse::as_it_is);

// Refuses other options beside --from-file: usage.both.
inline Errors beside_file(const std::string& file,
                          std::initializer_list<std::pair<const char*, bool>> given)
{
  Errors problems;
  for (const auto& [option, is_given] : given) {
    if (is_given) {
      problems.push_back(Error{"usage.both", {"--from-file " + file, option}});
    }
  }
  return problems;
}

// What `import_all` answers of the rows of a file, where one is given.
template <auto import_all, typename Options>
std::optional<Result<int>> rows_in_file(Session& session, const Options& o)
{
  return o.file.empty() ? std::nullopt : std::optional(import_all(session, o));
}

} // namespace myatlas::cli
