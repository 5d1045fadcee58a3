#pragma once

#include <span>
#include <vector>

#include "commands/upkeep/examination.hpp"

namespace myatlas::cli {

// A check finds one thing, or several that are wrong.
struct Check
{
  const char* code;
  const char* title; // msgid
  std::vector<Finding> (*look)(HostExamination&);
};

std::span<const Check> doctor_checks();

} // namespace myatlas::cli
