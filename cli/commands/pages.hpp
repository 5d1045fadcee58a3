#pragma once

#include "commands/options.hpp"
#include "operations/pages.hpp"

namespace myatlas::cli {

// A list of which nothing else is asked than whose it is.
inline void bind_of_company(CommandLine& line, operations::OfCompany& o)
{
  add_company_filter(line, o.company);
}

} // namespace myatlas::cli
