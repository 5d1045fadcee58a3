#include "commands/options.hpp"

namespace myatlas::cli {

Outcome at_most_one(std::initializer_list<GivenOption> options)
{
  const char* first = nullptr;
  for (const auto& [name, is_given] : options) {
    if (is_given && first != nullptr) {
      return Error{"usage.both", {first, name}};
    }
    first = is_given ? name : first;
  }
  return Done{};
}

void add_missing(std::initializer_list<GivenOption> needed, const char* command, Errors& problems)
{
  for (const auto& [name, is_given] : needed) {
    if (!is_given) {
      problems.push_back({"usage.missing", {name, command}});
    }
  }
}

} // namespace myatlas::cli
