#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include "util/result.hpp"

namespace myatlas::util {

// How much more than it starts with a piece of work may take.
struct WorkLimits
{
  std::size_t memory = 192U << 20U; // bytes
  std::chrono::seconds time{4};
  std::size_t answer = 8U << 20U; // bytes
};

// What `work` answers, in a process of its own: for a reader of foreign bytes whose memory nobody
// else bounds. Nothing when it took too much, or crashed. It may change nothing but its answer.
std::optional<std::string> in_isolation(const WorkLimits& limits,
                                        const std::function<std::string()>& work);

// The same for work that can fail: its answer, or its error with code, arguments and line; `costly`
// when it took too much, or crashed.
Result<std::string> in_isolation(const WorkLimits& limits, const Error& costly,
                                 const std::function<Result<std::string>()>& work);

} // namespace myatlas::util
