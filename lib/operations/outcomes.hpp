#pragma once

#include "util/result.hpp"

// What every operation says of how it went.
namespace myatlas::operations {

using util::Done;
using util::Error;
using util::Errors;
using util::fail_unless;
using util::or_problems;
using util::Outcome;
using util::Result;

} // namespace myatlas::operations
