#pragma once

#include <string>
#include <vector>

#include "commands/contributions/simulate_files.hpp"
#include "commands/table_options.hpp"
#include "domain/contributions/pay_form.hpp"
#include "operations/contributions/simulate_request.hpp"

namespace myatlas::cli {

struct SimulateOptions
{
  using Files = SimulateFiles;

  operations::Simulate request;
  MappingFiles mapping;
  std::string from_file, batch, to, pdf_dir, pdf, rates;
  std::vector<std::string> dsn;
};

void bind_simulate(CommandLine& line, SimulateOptions& options);

// Headcounts, pay and its parts, as options.
void bind_employer(CommandLine& line, domain::PayrollForm& form);

} // namespace myatlas::cli
