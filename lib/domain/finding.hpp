#pragma once

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

} // namespace myatlas::domain
