#pragma once

#include <string>
#include <vector>

#include "domain/forms.hpp"
#include "output/contribution_view.hpp"
#include "session.hpp"

namespace myatlas::cli {

struct SimulateOptions
{
  domain::PayrollForm form;
  std::string from_file, company, batch, encoding, pdf, firm, client, rates;
  std::vector<std::string> dsn, compare;
  bool explain = false, strict = false;
};

// Headcounts, pay and its parts, as options.
void bind_employer(CommandLine& line, domain::PayrollForm& form);

// The table of a file, kept in `given`, or the built-in one. rates.file, rates.faulty (what is wrong).
util::Result<const domain::RateTable*> rates_of(const std::string& file, domain::RateTable& given);

// What is not known of a result: an error for --strict, else a warning that is kept with it.
util::Result<EmployerResult> as_asked(EmployerResult result, const SimulateOptions& options);

// One line in, one line out; the exit status.
int simulate_file(Session& session, const domain::RateTable& rates, const SimulateOptions& options);

// The company of some DSN files: its figures, what it owes, and what it declared.
util::Result<EmployerResult> result_of_dsn(const domain::RateTable& rates, const SimulateOptions& options);

// Other cases beside the one asked for; the exit status.
int compare(Session& session, const domain::RateTable& rates, const EmployerResult& base, const SimulateOptions& options);

util::Outcome write_statement(Session& session, const std::vector<EmployerResult>& results, const SimulateOptions& options);

} // namespace myatlas::cli
