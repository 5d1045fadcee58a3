#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "domain/contributions/contribution.hpp"
#include "formats/tables/columns.hpp"
#include "formats/tables/row_types.hpp"
#include "formats/text/csv_options.hpp"
#include "services/context.hpp"
#include "util/file.hpp"

namespace myatlas::services {

// One line of a file of employers and what it owes, or why that cannot be said.
struct EmployerAnswer
{
  std::uint64_t record = 0, line = 0;
  std::string_view siren, name;
  std::optional<int> year;                        // where it could be read
  const domain::Simulation* simulation = nullptr; // null when there are errors
  const domain::PayrollFacts* facts = nullptr;    // with it
  std::vector<formats::CellProblem> errors;
};

struct EmployerCounts
{
  std::uint64_t read = 0, refused = 0;
  std::uint64_t without_branch = 0;    // answered, but for the contribution of the branch
  std::uint64_t without_agreement = 0; // the same, because no agreement is told or known
  std::uint64_t agreements_known = 0;  // those that were taken from what is known
};

// A file of employers, read to its end.
struct EmployersRead
{
  EmployerCounts counts;
  formats::Understood understood;
};

enum class UnknownBranch
{
  left_out, // of the total, and its line without amount
  refused,
};

using Warn = std::function<void(const util::Error&)>;

// The collective agreements that are known, by SIREN: they stand where a line tells none.
using Agreements = std::map<std::string, std::string, std::less<>>;

// Those of the companies of the account in use; none without one.
Agreements agreements_of(const Context& context);

// A file of employers that was opened, by its name: "-" is a pipe, which is read as it comes.
struct EmployersTable
{
  util::FileHandle file;
  std::string name;
};

// Calls `each` for every line of a file of employers, in its order, until it answers false; memory
// does not grow with the file. An encoding that is not told is found out first, so that nothing is
// answered twice. Fails as reading a file does, or with encoding.mixed (name) for a pipe. Columns
// that are not known are told before the first line: column.unknown (title), column.misspelt
// (title, column).
Result<EmployersRead> simulate_employers(const domain::RateTable& rates, EmployersTable table,
                                         const formats::CsvOptions& options,
                                         domain::Rounding rounding, UnknownBranch unknown,
                                         const Agreements& agreements,
                                         const std::function<bool(const EmployerAnswer&)>& each,
                                         const Warn& warn);

} // namespace myatlas::services
