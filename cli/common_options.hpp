#pragma once

#include <string>

#include "outcomes.hpp"
#include "output/view.hpp"

namespace myatlas::cli {

// Options every command has, besides the settings.
struct CommonOptions
{
  ListOptions list;             // of a list
  std::string columns, csv_for; // as they were given
  std::string now;
  Errors two_ways; // values of options that can be read in two ways: told for what the
                   // command finds wrong with them
  std::string idempotency_key, request; // the request as a digest, where it came with a key
  bool quiet = false, verbose = false, no_progress = false, no_input = false, yes = false,
       create = false, prometheus = false;
};

} // namespace myatlas::cli
