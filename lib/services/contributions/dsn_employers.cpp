// A company by its DSN files: its figures, what it owes, and what it declared.
#include "services/contributions/dsn_employers.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "domain/contributions/declaration.hpp"
#include "domain/contributions/employer_form.hpp"
#include "domain/contributions/simulation.hpp"
#include "util/file.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using Declarations = std::vector<formats::DsnDeclaration>;

constexpr std::size_t k_most_dsn_bytes = std::size_t{512} * 1024 * 1024;

// Of an establishment and year (S21.G00.82), without base; the balance is declared before its
// reductions. Those we cannot compute are shown as declared.
struct YearlyCode
{
  const char* code;
  const char* name;
  bool is_computed = false;
};

constexpr YearlyCode k_yearly_codes[] = {{"074", "ta_exempt"},           {"075", "ta_deductions"},
                                         {"076", "ta_solde", true},      {"077", "ta_solde_gifts"},
                                         {"078", "ta_solde_alternants"}, {"079", "csa", true},
                                         {"080", "csa_exempt"}};

bool is_of(const domain::ContributionLine& line, std::string_view name)
{
  if (name == "ta") {
    return line.code == domain::Contribution::ta_principal || line.code == domain::Contribution::ta;
  }
  return name == "branch" ? line.code == domain::Contribution::conventional
                          : name == domain::to_text(line.code);
}

domain::Money computed_of(const domain::Simulation& simulation, std::string_view name)
{
  domain::Money sum;
  for (const domain::ContributionLine& line : simulation) {
    sum = is_of(line, name) ? sum + line.amount : sum;
  }
  return sum;
}

// What should stand under a code; none where it is owed to somebody else and not by the DSN, as the
// contribution of a branch to the OPCO is.
std::optional<domain::Money> paid_by_dsn(const domain::Simulation& simulation,
                                         std::string_view name)
{
  const auto* branch = std::ranges::find(simulation, domain::Contribution::conventional,
                                         &domain::ContributionLine::code);
  const bool elsewhere = name == "branch" && (domain::is_declared(*branch) || !branch->is_known());
  return elsewhere ? std::nullopt : std::optional(computed_of(simulation, name));
}

// Those declared, and the two that are owed whether they are or not.
void add_yearly_codes(DsnEmployer& employer)
{
  for (const YearlyCode& code : k_yearly_codes) {
    ComparedCode row{.code = code.code, .name = code.name};
    row.declared = formats::establishment_amount(employer.year, code.code);
    if (code.is_computed) {
      row.computed = computed_of(employer.simulation, code.name);
    }
    if (row.declared || row.computed.value_or(domain::Money{}) != domain::Money{}) {
      employer.comparison.push_back(row);
    }
  }
}

// Those of every month, summed.
formats::DsnContribution sum_of(const Declarations& declarations, const char* code)
{
  formats::DsnContribution sum;
  for (const formats::DsnDeclaration& d : declarations) {
    const formats::DsnContribution declared = declared_of(d, code);
    sum.base = sum.base + declared.base;
    sum.amount = sum.amount + declared.amount;
  }
  return sum;
}

void add_monthly_codes(DsnEmployer& employer)
{
  for (const MonthlyCode& code : k_monthly_codes) {
    const formats::DsnContribution sum = sum_of(employer.year.declarations, code.code);
    employer.comparison.push_back({.code = code.code,
                                   .name = code.name,
                                   .base = sum.base,
                                   .declared = sum.amount,
                                   .computed = paid_by_dsn(employer.simulation, code.name)});
  }
}

// What the command says besides: headcounts, alternants, branch.
util::Result<domain::PayrollFacts> completed(domain::PayrollFacts facts,
                                             const domain::PayrollForm& form)
{
  domain::PayrollForm said = form;
  said.year = std::to_string(facts.year);
  said.payroll = facts.pay.total.text();
  said.previous_month_payroll.clear();
  said.previous_month_apprentices.clear();
  TRY_ASSIGN(const domain::PayrollFacts given, domain::facts_of(said));
  domain::PayrollFacts merged = given;
  merged.pay = facts.pay;
  merged.months = facts.months;
  merged.known_months = facts.known_months;
  if (form.headcount.empty() && form.headcount_history.empty()) {
    merged.headcount = facts.headcount;
    merged.averaged_year = facts.averaged_year;
  }
  merged.idcc = form.idcc.empty() ? facts.idcc : merged.idcc;
  return merged;
}

// A text of a folder that begins as a DSN does: notes lie beside them.
bool begins_as_dsn(const std::filesystem::path& path)
{
  std::string begin(3, '\0');
  const util::Result<util::FileHandle> file = util::open_regular(path);
  const util::Result<std::size_t> size =
    file ? util::read_some(*file, path, begin.data(), begin.size())
         : util::Result<std::size_t>(file.errors());
  return size && *size == begin.size() && begin[0] == 'S' &&
         util::is_digits(std::string_view(begin).substr(1));
}

bool is_dsn(const std::filesystem::directory_entry& entry)
{
  std::error_code failed;
  const std::filesystem::path& path = entry.path();
  const std::string extension = util::to_lower(path.extension().string());
  const bool is_one =
    extension == ".dsn" || extension == ".edi" || (extension == ".txt" && begins_as_dsn(path));
  return is_one && entry.is_regular_file(failed) && !path.filename().string().starts_with('.');
}

std::vector<std::string> dsn_files_in(const std::string& folder)
{
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (is_dsn(entry)) {
      found.push_back(entry.path().string());
    }
  }
  std::ranges::sort(found);
  return found;
}

// The files meant: those of a folder, and of those in it, by their names.
util::Result<std::vector<std::string>> dsn_files(const std::vector<std::string>& given)
{
  std::vector<std::string> files;
  for (const std::string& path : given) {
    std::error_code failed;
    if (!std::filesystem::is_directory(path, failed)) {
      files.push_back(path);
      continue;
    }
    const std::vector<std::string> found = dsn_files_in(path);
    if (found.empty()) {
      return util::Error{"dsn.empty_folder", {path}};
    }
    files.insert(files.end(), found.begin(), found.end());
  }
  return files;
}

util::Result<Declarations> read_all(const std::vector<std::string>& files)
{
  util::Errors problems;
  Declarations declarations;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const util::Result<std::string> text = util::read_file(files[i], k_most_dsn_bytes);
    auto read =
      text ? formats::read_dsn(*text, files[i]) : util::Result<Declarations>(text.errors());
    if (!read) {
      problems.insert(problems.end(), read.errors().begin(), read.errors().end());
      continue;
    }
    for (formats::DsnDeclaration& declaration : *read) {
      declaration.sending = i;
      declarations.push_back(std::move(declaration));
    }
  }
  return problems.empty() ? util::Result<Declarations>(std::move(declarations))
                          : util::Result<Declarations>(problems);
}

bool tells_headcount(const domain::PayrollForm& form)
{
  return !form.headcount.empty() || !form.headcount_history.empty();
}

util::Result<DsnEmployer> employer_of_year(const domain::RateTable& rates,
                                           Declarations declarations,
                                           const domain::PayrollForm& form)
{
  TRY_ASSIGN(formats::DsnYear year, formats::merge_dsn(std::move(declarations)));
  if (!tells_headcount(form)) {
    year.warnings.push_back({"dsn.headcount_estimated", {}});
  }
  TRY_ASSIGN(const domain::PayrollFacts facts, completed(formats::facts_of(year), form));
  TRY_ASSIGN(const domain::Simulation simulation, domain::simulate(rates, facts));
  DsnEmployer employer{
    .year = std::move(year), .facts = facts, .simulation = simulation, .comparison = {}};
  add_monthly_codes(employer);
  add_yearly_codes(employer);
  return employer;
}

bool has_folder(const std::vector<std::string>& given)
{
  std::error_code failed;
  return std::ranges::any_of(
    given, [&](const std::string& path) { return std::filesystem::is_directory(path, failed); });
}

// A company and a year. What is no monthly declaration may not tell them.
using CompanyYear = std::pair<std::optional<domain::Siren>, std::optional<int>>;

CompanyYear company_year_of(const formats::DsnDeclaration& d)
{
  CompanyYear told;
  if (d.siret) {
    told.first = d.siret->siren();
  }
  if (d.month) {
    told.second = d.month->year;
  }
  return told;
}

bool is_of_next_spring(const formats::DsnDeclaration& d, const std::optional<int>& year)
{
  return year && d.month && (d.month->month == 3 || d.month->month == 4) &&
         formats::says_late_of(d, *year);
}

// Those of a year, and of the next March and April that say an amount of this one: most firms owe
// nothing then, and say nothing.
Declarations of_year(const Declarations& all, const CompanyYear& meant)
{
  Declarations found;
  for (const formats::DsnDeclaration& d : all) {
    const auto [siren, year] = company_year_of(d);
    if (siren == meant.first && (year == meant.second || is_of_next_spring(d, meant.second))) {
      found.push_back(d);
    }
  }
  return found;
}

std::set<CompanyYear> years_in(const Declarations& all)
{
  std::set<CompanyYear> years;
  for (const formats::DsnDeclaration& d : all) {
    years.insert(company_year_of(d));
  }
  return years;
}

// Of a folder: every company and year there is.
util::Result<std::vector<DsnEmployer>> employers_of_years(const domain::RateTable& rates,
                                                          const Declarations& all,
                                                          const domain::PayrollForm& form)
{
  std::vector<DsnEmployer> employers;
  util::Errors problems;
  for (const CompanyYear& one : years_in(all)) {
    auto employer = util::collect(employer_of_year(rates, of_year(all, one), form), problems, "");
    if (employer) {
      employers.push_back(*std::move(employer));
    }
  }
  return problems.empty() ? util::Result<std::vector<DsnEmployer>>(std::move(employers))
                          : util::Result<std::vector<DsnEmployer>>(problems);
}

} // namespace

formats::DsnContribution declared_of(const formats::DsnDeclaration& declaration, const char* code)
{
  const auto found = declaration.contributions.find(code);
  return found == declaration.contributions.end() ? formats::DsnContribution{} : found->second;
}

util::Result<std::vector<DsnEmployer>> employers_of_dsn(const domain::RateTable& rates,
                                                        const std::vector<std::string>& paths,
                                                        const domain::PayrollForm& form)
{
  TRY_ASSIGN(const std::vector<std::string> files, dsn_files(paths));
  TRY_ASSIGN(Declarations all, read_all(files));
  if (has_folder(paths)) {
    return employers_of_years(rates, all, form);
  }
  // The files of one company and year, or it is said that they are not.
  TRY_ASSIGN(DsnEmployer one, employer_of_year(rates, std::move(all), form));
  std::vector<DsnEmployer> employers;
  employers.push_back(std::move(one));
  return employers;
}

} // namespace myatlas::services
