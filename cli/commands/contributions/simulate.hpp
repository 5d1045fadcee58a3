#pragma once

#include <string>
#include <vector>

#include "commands/table_options.hpp"
#include "domain/contributions/pay_form.hpp"
#include "output/contribution_view.hpp"
#include "session.hpp"

namespace myatlas::cli {

struct SimulateOptions
{
  domain::PayrollForm form;
  operations::TableRequest table;
  MappingFiles mapping;
  std::string from_file, company, batch, to, pdf_dir, pdf, firm, client, rates;
  std::vector<std::string> dsn, compare;
  bool explain = false, strict = false;

  operations::UnknownBranch unknown_branch() const
  {
    return strict ? operations::UnknownBranch::refused : operations::UnknownBranch::left_out;
  }
};

void bind_simulate(CommandLine& line, SimulateOptions& options);

// The one place the figures come from: usage.both where two are named, or an option that this one
// would not look at; usage.missing.
Outcome check_sources(const SimulateOptions& options);

// Headcounts, pay and its parts, as options.
void bind_employer(CommandLine& line, domain::PayrollForm& form);

// The table of a file, kept in `given`, or the built-in one. rates.file, rates.faulty (what is
// wrong).
Result<const domain::RateTable*> rates_of(const std::string& file, domain::RateTable& given);

// One line in, one line out; the exit status.
Result<int> simulate_file(Session& session, const domain::RateTable& rates,
                          const SimulateOptions& options);

// Other cases beside the one asked for; the exit status.
Result<int> compare(Session& session, const domain::RateTable& rates, const EmployerResult& base,
                    const SimulateOptions& options);

// One for each into the folder, which is made if need be: "732829320-altea-conseil-2025.pdf". How
// many.
Result<std::size_t> write_statements(Session& session, const std::vector<EmployerResult>& results,
                                     const SimulateOptions& options);

Outcome write_statement(Session& session, const std::vector<EmployerResult>& results,
                        const SimulateOptions& options);

} // namespace myatlas::cli
