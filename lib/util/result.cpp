#include "util/result.hpp"

namespace myatlas::util {

void add_problems(const Errors& found, Errors& problems, const std::string& column)
{
  for (const Error& error : found) {
    problems.push_back(error.where.column.empty() ? error.at(column) : error);
  }
}

} // namespace myatlas::util
