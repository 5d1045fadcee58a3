#pragma once

#include <vector>

#include "util/result.hpp"

namespace myatlas::domain {

enum class Severity
{
  blocks, // E: the request cannot be sent
  warns,  // W: it can, and may be refused
};

struct Finding
{
  Severity severity = Severity::blocks;
  util::Error error; // its place is the member it is about
};
using Findings = std::vector<Finding>;

// The findings of a severity, as errors.
util::Errors of_severity(const Findings& findings, Severity severity);

} // namespace myatlas::domain
