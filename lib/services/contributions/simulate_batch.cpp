#include "services/contributions/simulate_batch.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <memory>

#include "domain/contributions/simulation.hpp"
#include "formats/tables/header.hpp"
#include "formats/tables/row_types.hpp"
#include "formats/tables/rows.hpp"
#include "formats/tables/total_line.hpp"
#include "formats/text/cells.hpp"
#include "formats/text/csv_reader.hpp"
#include "services/companies/companies.hpp"
#include "services/form_values.hpp"
#include "services/opened_table.hpp"
#include "util/piped.hpp"
#include "util/ranges.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::RateTable;
using domain::Rounding;
using domain::Simulation;
using formats::CsvOptions;
using formats::CsvReader;
using formats::CsvRecord;
using formats::EmployerRow;
using formats::FileKind;
using formats::Header;
using formats::RowProblems;
using formats::TextSource;
using formats::TotalLine;
using util::FileHandle;

constexpr std::chrono::seconds k_pipe_patience{60};

FileHandle again_from(const FileHandle& file)
{
  return FileHandle(::fcntl(file.get(), F_DUPFD_CLOEXEC, 0));
}

Outcome read_to_end(TextSource& source)
{
  std::string block;
  for (bool more = true; more;) {
    block.clear();
    TRY_ASSIGN(more, source.read(block));
  }
  return Done{};
}

// A file of text is read to its end once to know how it is written; a pipe is taken as it says.
Result<TextSource> settled_text(FileHandle file, const std::string& name,
                                std::optional<formats::Encoding> given)
{
  const FileHandle original = again_from(file);
  Result<TextSource> source = TextSource::open(std::move(file), name, given);
  if (!source || given || name == "-") {
    return source;
  }
  TRY(read_to_end(*source));
  return source->misjudged() ? source->reopened()
                             : TextSource::open(again_from(original), name, given);
}

struct EmployerFile
{
  OpenedTable table;
  CsvReader reader;

  bool is_text() const { return table.format.empty(); }
};

Result<OpenedTable> opened_employers(EmployersTable table, const CsvOptions& options)
{
  if (table.name == "-") {
    TRY_ASSIGN(table.file, util::put_aside(std::move(table.file), "-", k_pipe_patience));
  }
  return open_table(std::move(table.file), table.name, FileKind::employers, options);
}

Result<TextSource> text_of_table(OpenedTable& table, const std::string& name,
                                 const CsvOptions& options)
{
  return settled_text(std::move(table.file), name,
                      table.format.empty() ? options.encoding : formats::Encoding::utf_8);
}

Result<EmployerFile> open_employers(EmployersTable given, const CsvOptions& options)
{
  const std::string name = given.name;
  TRY_ASSIGN(OpenedTable table, opened_employers(std::move(given), options));
  TRY_ASSIGN(TextSource source, text_of_table(table, name, options));
  EmployerFile opened{std::move(table), CsvReader(std::move(source))};
  if (!opened.is_text()) {
    opened.reader.count_records(opened.table.first_line);
  }
  return opened;
}

struct MemberColumn
{
  std::string_view member;
  std::size_t column;
};

// Where the rules speak of a part of the pay, the file's column for it.
constexpr MemberColumn k_columns[] = {
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

std::size_t column_for(const Error& error)
{
  const auto* const row = std::ranges::find(k_columns, error.where.column, &MemberColumn::member);
  return row == std::end(k_columns) ? formats::k_absent : row->column;
}

formats::CellProblem problem_of(const Error& error)
{
  return {column_for(error), error.args.empty() ? "" : error.args[0], error};
}

bool lacks_branch(const Result<Simulation>& simulation)
{
  return simulation && simulation->unknown;
}

Result<Simulation> simulate_row(const RateTable& rates, const domain::PayrollFacts& facts,
                                UnknownBranch unknown)
{
  Result<Simulation> simulation = domain::simulate(rates, facts);
  if (unknown == UnknownBranch::refused && lacks_branch(simulation)) {
    return *simulation->unknown;
  }
  return simulation;
}

EmployerAnswer answer_to(const CsvRecord& record, const EmployerRow& row, RowProblems& problems)
{
  return {.record = record.number,
          .line = record.line,
          .siren = row.siren,
          .name = row.name,
          .year = row.year,
          .facts = &row.facts,
          .errors = std::move(problems.errors)};
}

// Answers one line after the other.
class Answers
{
public:
  Answers(const RateTable& rates, const Header& header, const CsvOptions& options,
          Rounding rounding, UnknownBranch unknown, const Agreements& agreements)
    : m_rates(rates), m_header(header), m_rows(FileKind::employers, header, options),
      m_rounding(rounding), m_unknown(unknown), m_agreements(agreements)
  {
  }

  // False when `each` wants no more.
  bool answer(const CsvRecord& record, const std::function<bool(const EmployerAnswer&)>& each)
  {
    RowProblems problems;
    const EmployerRow row = read(record, problems);
    EmployerAnswer answer = answer_to(record, row, problems);
    std::optional<Result<Simulation>> simulation;
    if (answer.errors.empty()) {
      simulation.emplace(simulate_row(m_rates, row.facts, m_unknown));
      take(*simulation, answer);
    }
    m_counts.refused += answer.errors.empty() ? 0 : 1;
    return each(answer);
  }

  const EmployerCounts& counts() const { return m_counts; }

private:
  EmployerRow read(const CsvRecord& record, RowProblems& problems)
  {
    EmployerRow row = m_rows.employer(record, problems);
    row.facts.rounding = m_rounding;
    if (row.facts.idcc.empty() && !m_agreements.empty()) {
      fill_agreement(row);
    }
    if (is_of_template(record)) {
      problems.errors.push_back({formats::k_absent, "", {"row.template", {}}});
    }
    ++m_counts.read;
    return row;
  }

  bool is_of_template(const CsvRecord& record) const
  {
    return m_counts.read < formats::k_rows_of_template &&
           formats::is_template_row(FileKind::employers, m_header, record.cells);
  }

  void fill_agreement(EmployerRow& row)
  {
    if (const auto known = known_agreement(row.siren)) {
      row.facts.idcc = *known;
      ++m_counts.agreements_known;
    }
  }

  std::optional<Agreements::mapped_type> known_agreement(std::string_view siren) const
  {
    const auto parsed = domain::Siren::parse(formats::without_guard(siren));
    return parsed ? util::value_at(m_agreements, parsed->digits()) : std::nullopt;
  }

  void take(const Result<Simulation>& simulation, EmployerAnswer& answer)
  {
    if (simulation) {
      answer.simulation = &*simulation;
      count(*simulation);
    } else {
      add_problems(simulation.errors(), answer);
    }
  }

  static void add_problems(const Errors& problems, EmployerAnswer& answer)
  {
    std::ranges::transform(problems, std::back_inserter(answer.errors), problem_of);
  }

  void count(const Simulation& simulation)
  {
    m_counts.without_branch += simulation.unknown ? 1 : 0;
    m_counts.without_agreement += domain::lacks_agreement(simulation) ? 1 : 0;
  }

  const RateTable& m_rates;
  const Header& m_header;
  formats::RowReader m_rows;
  Rounding m_rounding;
  UnknownBranch m_unknown;
  const Agreements& m_agreements;
  EmployerCounts m_counts;
};

std::string column_title(std::size_t column)
{
  return std::string(formats::columns_of(FileKind::employers)[column].name);
}

Error told_difference(const formats::TotalDifference& difference)
{
  return Error{"row.total_differs", {difference.told, difference.sum}}.at(
    column_title(difference.column));
}

// What a line of totals at the end says of the lines before it.
void tell_total(const TotalLine& totals, const CsvRecord& total, const Warn& warn)
{
  const formats::TotalComparison comparison = totals.compare(total);
  Error said{comparison.told(), {}};
  said.where.line = total.line;
  warn(said);
  for (const formats::TotalDifference& difference : comparison.differences) {
    warn(told_difference(difference));
  }
}

// A file whose lines are answered one by one, the last held back where it may be their total.
class AnsweredFile
{
public:
  AnsweredFile(CsvReader& reader, Answers& answers, TotalLine& totals,
               const std::function<bool(const EmployerAnswer&)>& each)
    : m_reader(reader), m_answers(answers), m_totals(totals), m_each(each)
  {
  }

  // Until the end, or until no more are wanted: export.cut (how many were answered).
  Outcome answer_all()
  {
    while (m_is_wanted) {
      TRY_ASSIGN(const CsvRecord* record, m_reader.next());
      if (record == nullptr) {
        break;
      }
      take(*record);
    }
    return fail_unless(m_is_wanted, {"export.cut", {std::to_string(m_answers.counts().read)}});
  }

  void tell_held(const Warn& warn) const
  {
    if (m_held) {
      tell_total(m_totals, m_held->record(), warn);
    }
  }

private:
  void take(const CsvRecord& record)
  {
    answer_held();
    if (m_totals.can_be_one(record)) {
      m_held = std::make_unique<formats::HeldRecord>(record);
    } else if (m_is_wanted) {
      answer(record);
    }
  }

  void answer_held()
  {
    if (const auto before = std::move(m_held)) {
      answer(before->record());
    }
  }

  void answer(const CsvRecord& record)
  {
    m_totals.add(record);
    m_is_wanted = m_answers.answer(record, m_each);
  }

  CsvReader& m_reader;
  Answers& m_answers;
  TotalLine& m_totals;
  const std::function<bool(const EmployerAnswer&)>& m_each;
  std::unique_ptr<formats::HeldRecord> m_held; // the total, if it is the last
  bool m_is_wanted = true;
};

void tell_table(const OpenedTable& table, const Header& header, const Warn& warn)
{
  std::ranges::for_each(told_of_table(table, header), warn);
  std::ranges::for_each(formats::unknown_columns(FileKind::employers, header), warn);
}

void add(Agreements& known, const domain::Company& company)
{
  if (company.idcc) {
    known.emplace(company.siren.digits(), *company.idcc);
  }
}

Agreements agreements_in(const Result<std::vector<CompanyView>>& companies)
{
  Agreements known;
  if (companies) {
    std::ranges::for_each(*companies, [&](const CompanyView& view) { add(known, view.company); });
  }
  return known;
}

} // namespace

Agreements agreements_of(const Context& context)
{
  return context.actor.account() == nullptr ? Agreements{} : agreements_in(list_companies(context));
}

Result<EmployersRead> simulate_employers(const RateTable& rates, EmployersTable table,
                                         const CsvOptions& given, Rounding rounding,
                                         UnknownBranch unknown, const Agreements& agreements,
                                         const std::function<bool(const EmployerAnswer&)>& each,
                                         const Warn& warn)
{
  TRY_ASSIGN(EmployerFile file, open_employers(std::move(table), given));
  CsvReader& reader = file.reader;
  CsvOptions options = given;
  options.literal = !file.is_text();
  char separator = ';';
  TRY_ASSIGN(const Header header,
             formats::begin_file(reader, FileKind::employers, options, separator));
  tell_table(file.table, header, warn);
  Answers answers(rates, header, options, rounding, unknown, agreements);
  TotalLine totals(FileKind::employers, header, options);
  AnsweredFile answered(reader, answers, totals, each);
  TRY(answered.answer_all());
  answered.tell_held(warn);
  TRY(fail_unless(!reader.misjudged(), {"encoding.mixed", {reader.name()}}));
  return EmployersRead{answers.counts(),
                       {file.table.sheet, header.line,
                        formats::titles_known(FileKind::employers, header, options.titles)}};
}

} // namespace myatlas::services
