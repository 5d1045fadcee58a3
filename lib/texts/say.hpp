#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "texts/tr.hpp"

namespace myatlas::texts {

// Fields {0}, {1}… of a sentence filled in, each as people write what it
// holds (texts/for_people).
std::string fill(const char* translated, const char* english,
                 const std::vector<std::string>& arguments);

// tr and fill in one: say(N_("{0} rows"), "12").
template <typename... Arguments>
std::string trf(const char* english, const Arguments&... arguments)
{
  return fill(tr(english), english, {fmt::format("{}", arguments)...});
}

// The form that goes with a number, which is {0}: trn("{0} row", "{0} rows", count).
std::string trn(const char* one, const char* many, std::int64_t count);

} // namespace myatlas::texts
