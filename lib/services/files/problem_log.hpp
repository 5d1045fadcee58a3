#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "util/file.hpp"
#include "util/result.hpp"

namespace myatlas::services {

// Something about one cell of the file, to be told with its place.
struct ImportProblem
{
  std::uint64_t record = 0, line = 0;
  std::string column; // empty: the whole record
  std::string value;
  util::Error error;
};

// Problems in the order of the file, however many: the first ones in memory, the others in a file
// without a name.
class ProblemLog
{
public:
  static constexpr std::size_t k_in_memory = 2'000;

  void add(ImportProblem problem);
  std::uint64_t size() const { return m_size; }
  bool empty() const { return m_size == 0; }
  const std::map<std::string, std::uint64_t>& by_code() const { return m_by_code; }

  // Calls `each` for every problem until it answers false.
  void for_each(const std::function<bool(const ImportProblem&)>& each) const;

private:
  void flush() const;

  std::vector<ImportProblem> m_first;
  mutable util::FileHandle m_file;
  mutable std::string m_buffer; // not yet in the file
  std::uint64_t m_size = 0;
  std::map<std::string, std::uint64_t> m_by_code;
};

} // namespace myatlas::services
