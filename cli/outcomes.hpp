#pragma once

#include "util/result.hpp"

// What every part of the command line says of how it went.
namespace myatlas::cli {

using util::Done;
using util::Error;
using util::Errors;
using util::fail_unless;
using util::Outcome;
using util::outcome_of;
using util::Result;

} // namespace myatlas::cli
