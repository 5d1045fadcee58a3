#include "services/simulate_batch.hpp"

#include <unistd.h>

#include "domain/simulation.hpp"
#include "formats/csv_reader.hpp"
#include "formats/dialect.hpp"
#include "util/piped.hpp"

namespace myatlas::services {

namespace {

constexpr std::chrono::seconds k_pipe_patience{60};

// A file is read to its end once to know how it is written; a pipe is taken as it says.
util::Result<formats::TextSource> open_settled(const std::filesystem::path& path, std::optional<formats::Encoding> given)
{
  if (path == "-") {
    util::Result<util::FileHandle> pipe =
      util::put_aside(util::FileHandle(::dup(0)), "-", k_pipe_patience);
    return pipe ? formats::TextSource::open(*std::move(pipe), "-", given)
                : util::Result<formats::TextSource>(pipe.errors());
  }
  util::Result<util::FileHandle> file = util::open_regular(path);
  if (!file) {
    return file.errors();
  }
  util::Result<formats::TextSource> source = formats::TextSource::open(*std::move(file), path.string(), given);
  if (!source || given) {
    return source;
  }
  std::string block;
  while (true) {
    block.clear();
    const util::Result<bool> more = source->read(block);
    if (!more) {
      return more.errors();
    }
    if (!*more) {
      break;
    }
  }
  if (source->misjudged()) {
    return source->reopened();
  }
  util::Result<util::FileHandle> again = util::open_regular(path);
  return again ? formats::TextSource::open(*std::move(again), path.string(), given) : util::Result<formats::TextSource>(again.errors());
}

// Where the rules speak of a part of the pay, the file's column for it.
std::size_t column_for(const util::Error& error)
{
  struct Row
  {
    std::string_view member;
    std::size_t column;
  };
  constexpr Row k_columns[] = {
    {"cdd_payroll", formats::k_empl_fixed_term},          {"cdd_exempt_payroll", formats::k_empl_fixed_term_exempt},
    {"apprentice_payroll", formats::k_empl_apprentices},  {"alsace_moselle_payroll", formats::k_empl_alsace_moselle},
    {"mission_payroll", formats::k_empl_missions},        {"alternants_ratio", formats::k_empl_ratio},
    {"headcount", formats::k_empl_headcount},             {"year", formats::k_empl_year},
    {"alternants_last_year", formats::k_empl_alternants_last_year},
    {"idcc", formats::k_empl_idcc},
    {"alternants", formats::k_empl_alternants},
  };
  for (const Row& row : k_columns) {
    if (row.member == error.where.column) {
      return row.column;
    }
  }
  return formats::k_absent;
}

util::Result<domain::Simulation> simulate_row(const domain::RateTable& rates, const domain::PayrollFacts& facts, UnknownBranch unknown)
{
  util::Result<domain::Simulation> simulation = domain::simulate(rates, facts);
  const bool refused = simulation && simulation->unknown && unknown == UnknownBranch::refused;
  return refused ? util::Result<domain::Simulation>(*simulation->unknown) : simulation;
}

EmployerAnswer answer_to(const formats::CsvRecord& record, const formats::EmployerRow& row, formats::RowProblems& problems)
{
  return {record.number, record.line, row.siren, row.name, row.facts.year, nullptr, std::move(problems.errors)};
}

} // namespace

util::Result<EmployerCounts> simulate_employers(const domain::RateTable& rates, const std::filesystem::path& path,
                                                const formats::CsvOptions& options, domain::Rounding rounding, UnknownBranch unknown,
                                                const std::function<bool(const EmployerAnswer&)>& each, const Warn& warn)
{
  util::Result<formats::TextSource> source = open_settled(path, options.encoding);
  if (!source) {
    return source.errors();
  }
  formats::CsvReader reader(*std::move(source));
  char separator = ';';
  const util::Result<formats::Header> header = formats::begin_file(reader, formats::FileKind::employers, options, separator);
  if (!header) {
    return header.errors();
  }
  for (const util::Error& column : formats::unknown_columns(formats::FileKind::employers, *header)) {
    warn(column);
  }
  formats::RowReader rows(formats::FileKind::employers, *header, options);
  EmployerCounts counts;
  formats::RowProblems problems;
  while (true) {
    const util::Result<const formats::CsvRecord*> record = reader.next();
    if (!record) {
      return record.errors();
    }
    if (*record == nullptr) {
      break;
    }
    problems = {};
    formats::EmployerRow row = rows.employer(**record, problems);
    row.facts.rounding = rounding;
    ++counts.read;
    EmployerAnswer answer = answer_to(**record, row, problems);
    std::optional<util::Result<domain::Simulation>> simulation;
    if (answer.errors.empty()) {
      simulation.emplace(simulate_row(rates, row.facts, unknown));
      if (*simulation) {
        answer.simulation = &**simulation;
        counts.without_branch += answer.simulation->unknown ? 1 : 0;
      } else {
        for (const util::Error& error : simulation->errors()) {
          answer.errors.push_back({column_for(error), error.args.empty() ? "" : error.args[0], error});
        }
      }
    }
    counts.refused += answer.errors.empty() ? 0 : 1;
    if (!each(answer)) {
      return util::Error{"export.cut", {std::to_string(counts.read)}};
    }
  }
  if (reader.misjudged()) {
    return util::Error{"encoding.mixed", {reader.name()}};
  }
  return counts;
}

} // namespace myatlas::services
