#include "services/contributions/simulate_batch.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <memory>

#include "domain/contributions/simulation.hpp"
#include "formats/tables/header.hpp"
#include "formats/tables/total_line.hpp"
#include "formats/text/csv_reader.hpp"
#include "formats/text/dialect.hpp"
#include "services/companies/companies.hpp"
#include "services/opened_table.hpp"
#include "util/piped.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

constexpr std::chrono::seconds k_pipe_patience{60};

util::FileHandle again_from(const util::FileHandle& file)
{
  return util::FileHandle(::fcntl(file.get(), F_DUPFD_CLOEXEC, 0));
}

// A file of text is read to its end once to know how it is written; a pipe is taken as it says.
util::Result<formats::TextSource> settled_text(util::FileHandle file, const std::string& name,
                                               std::optional<formats::Encoding> given)
{
  const util::FileHandle original = again_from(file);
  util::Result<formats::TextSource> source =
    formats::TextSource::open(std::move(file), name, given);
  if (!source || given || name == "-") {
    return source;
  }
  std::string block;
  for (util::Result<bool> more = true; more && *more; more = source->read(block)) {
    block.clear();
    if (!more) {
      return more.errors();
    }
  }
  return source->misjudged() ? source->reopened()
                             : formats::TextSource::open(again_from(original), name, given);
}

struct EmployerFile
{
  OpenedTable table;
  formats::CsvReader reader;
};

util::Result<OpenedTable> employers_table(const std::filesystem::path& path,
                                          const formats::CsvOptions& options)
{
  if (path == "-") {
    TRY_ASSIGN(util::FileHandle pipe,
               util::put_aside(util::FileHandle(::dup(0)), "-", k_pipe_patience));
    return open_piped_table(std::move(pipe), path.string());
  }
  TRY_ASSIGN(util::FileHandle file, util::open_regular(path));
  return open_table(std::move(file), path.string(), formats::FileKind::employers, options);
}

util::Result<EmployerFile> open_employers(const std::filesystem::path& path,
                                          const formats::CsvOptions& options)
{
  TRY_ASSIGN(OpenedTable table, employers_table(path, options));
  TRY_ASSIGN(formats::TextSource source,
             settled_text(std::move(table.file), path.string(),
                          table.format.empty() ? options.encoding : formats::Encoding::utf_8));
  EmployerFile opened{std::move(table), formats::CsvReader(std::move(source))};
  if (!opened.table.format.empty()) {
    opened.reader.count_records(opened.table.first_line);
  }
  return opened;
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
    {"cdd_payroll", formats::k_empl_fixed_term},
    {"cdd_exempt_payroll", formats::k_empl_fixed_term_exempt},
    {"apprentice_payroll", formats::k_empl_apprentices},
    {"alsace_moselle_payroll", formats::k_empl_alsace_moselle},
    {"mission_payroll", formats::k_empl_missions},
    {"alternants_ratio", formats::k_empl_ratio},
    {"headcount", formats::k_empl_headcount},
    {"year", formats::k_empl_year},
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

util::Result<domain::Simulation> simulate_row(const domain::RateTable& rates,
                                              const domain::PayrollFacts& facts,
                                              UnknownBranch unknown)
{
  util::Result<domain::Simulation> simulation = domain::simulate(rates, facts);
  const bool refused = simulation && simulation->unknown && unknown == UnknownBranch::refused;
  return refused ? util::Result<domain::Simulation>(*simulation->unknown) : simulation;
}

EmployerAnswer answer_to(const formats::CsvRecord& record, const formats::EmployerRow& row,
                         formats::RowProblems& problems)
{
  return {.record = record.number,
          .line = record.line,
          .siren = row.siren,
          .name = row.name,
          .year = row.facts.year,
          .facts = &row.facts,
          .errors = std::move(problems.errors)};
}

// Answers one line after the other.
class Answers
{
public:
  Answers(const domain::RateTable& rates, const formats::Header& header,
          const formats::CsvOptions& options, domain::Rounding rounding, UnknownBranch unknown,
          const Agreements& agreements)
    : m_rates(rates), m_header(header), m_rows(formats::FileKind::employers, header, options),
      m_rounding(rounding), m_unknown(unknown), m_agreements(agreements)
  {
  }

  // False when `each` wants no more.
  bool answer(const formats::CsvRecord& record,
              const std::function<bool(const EmployerAnswer&)>& each)
  {
    formats::RowProblems problems;
    formats::EmployerRow row = m_rows.employer(record, problems);
    row.facts.rounding = m_rounding;
    fill_agreement(row);
    if (m_counts.read < formats::k_rows_of_template &&
        formats::is_template_row(formats::FileKind::employers, m_header, record.cells)) {
      problems.errors.push_back({formats::k_absent, "", {"row.template", {}}});
    }
    ++m_counts.read;
    EmployerAnswer answer = answer_to(record, row, problems);
    std::optional<util::Result<domain::Simulation>> simulation;
    if (answer.errors.empty()) {
      simulation.emplace(simulate_row(m_rates, row.facts, m_unknown));
      take(*simulation, answer);
    }
    m_counts.refused += answer.errors.empty() ? 0 : 1;
    return each(answer);
  }

  const EmployerCounts& counts() const { return m_counts; }

private:
  void fill_agreement(formats::EmployerRow& row)
  {
    const auto siren = row.facts.idcc.empty() && !m_agreements.empty()
                         ? domain::Siren::parse(formats::without_guard(row.siren))
                         : util::Result<domain::Siren>(util::Errors{});
    const auto known = siren ? m_agreements.find(siren->digits()) : m_agreements.end();
    if (known != m_agreements.end()) {
      row.facts.idcc = known->second;
      ++m_counts.agreements_known;
    }
  }

  void take(const util::Result<domain::Simulation>& simulation, EmployerAnswer& answer)
  {
    if (simulation) {
      answer.simulation = &*simulation;
      m_counts.without_branch += simulation->unknown ? 1 : 0;
      m_counts.without_agreement += domain::lacks_agreement(*simulation) ? 1 : 0;
      return;
    }
    for (const util::Error& error : simulation.errors()) {
      answer.errors.push_back({column_for(error), error.args.empty() ? "" : error.args[0], error});
    }
  }

  const domain::RateTable& m_rates;
  const formats::Header& m_header;
  formats::RowReader m_rows;
  domain::Rounding m_rounding;
  UnknownBranch m_unknown;
  const Agreements& m_agreements;
  EmployerCounts m_counts;
};

// What a line of totals at the end says of the lines before it.
void tell_total(const formats::TotalLine& totals, const formats::CsvRecord& total, const Warn& warn)
{
  const formats::TotalComparison comparison = totals.compare(total);
  util::Error said{comparison.told(), {}};
  said.where.line = total.line;
  warn(said);
  for (const formats::TotalDifference& difference : comparison.differences) {
    const std::string_view column =
      formats::columns_of(formats::FileKind::employers)[difference.column].name;
    warn(
      util::Error{"row.total_differs", {difference.told, difference.sum}}.at(std::string(column)));
  }
}

} // namespace

Agreements agreements_of(const Context& context)
{
  Agreements known;
  const auto companies = context.actor.account() == nullptr
                           ? util::Result<std::vector<CompanyView>>(util::Errors{})
                           : list_companies(context);
  for (std::size_t i = 0; companies && i < companies->size(); ++i) {
    const domain::Company& company = (*companies)[i].company;
    if (company.idcc) {
      known.emplace(company.siren.digits(), *company.idcc);
    }
  }
  return known;
}

util::Result<EmployerCounts>
simulate_employers(const domain::RateTable& rates, const std::filesystem::path& path,
                   const formats::CsvOptions& given, domain::Rounding rounding,
                   UnknownBranch unknown, const Agreements& agreements,
                   const std::function<bool(const EmployerAnswer&)>& each, const Warn& warn)
{
  TRY_ASSIGN(EmployerFile file, open_employers(path, given));
  formats::CsvReader& reader = file.reader;
  formats::CsvOptions options = given;
  options.literal = !file.table.format.empty();
  char separator = ';';
  TRY_ASSIGN(const formats::Header header,
             formats::begin_file(reader, formats::FileKind::employers, options, separator));
  util::Errors told = told_of_table(file.table, header);
  const util::Errors unknown_titles =
    formats::unknown_columns(formats::FileKind::employers, header);
  told.insert(told.end(), unknown_titles.begin(), unknown_titles.end());
  std::ranges::for_each(told, warn);
  Answers answers(rates, header, options, rounding, unknown, agreements);
  formats::TotalLine totals(formats::FileKind::employers, header, options);
  std::unique_ptr<formats::HeldRecord> held; // the total, if it is the last
  bool wanted = true;
  const auto answer = [&](const formats::CsvRecord& record) {
    totals.add(record);
    wanted = answers.answer(record, each);
  };
  while (wanted) {
    TRY_ASSIGN(const formats::CsvRecord* record, reader.next());
    if (record == nullptr) {
      break;
    }
    if (const auto before = std::move(held)) {
      answer(before->record());
    }
    if (totals.can_be_one(*record)) {
      held = std::make_unique<formats::HeldRecord>(*record);
    } else if (wanted) {
      answer(*record);
    }
  }
  if (!wanted) {
    return util::Error{"export.cut", {std::to_string(answers.counts().read)}};
  }
  if (held) {
    tell_total(totals, held->record(), warn);
  }
  if (reader.misjudged()) {
    return util::Error{"encoding.mixed", {reader.name()}};
  }
  return answers.counts();
}

} // namespace myatlas::services
