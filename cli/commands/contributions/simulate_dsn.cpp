// A company by its DSN files: its figures, what it owes, and what it declared.
#include <algorithm>
#include <filesystem>
#include <set>

#include "commands/contributions/simulate.hpp"
#include "domain/contributions/declaration.hpp"
#include "domain/contributions/employer_form.hpp"
#include "domain/contributions/simulation.hpp"
#include "formats/dsn/dsn_facts.hpp"
#include "formats/json/nullable.hpp"
#include "util/decimal.hpp"
#include "util/file.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

constexpr std::size_t k_most_dsn_bytes = std::size_t{512} * 1024 * 1024;

struct Code
{
  const char* code;
  const char* name; // of members: "cfp_base"
};

constexpr Code k_ctp_codes[] = {
  {"128", "cfp"}, {"129", "cpf_cdd"}, {"130", "ta"}, {"141", "branch"}};

// Of an establishment and year (S21.G00.82), without base; the balance is declared before its
// reductions. Those we cannot compute are shown as declared.
constexpr Code k_yearly_codes[] = {
  {"074", "ta_exempt"},      {"075", "ta_deductions"},       {"076", "ta_solde"},
  {"077", "ta_solde_gifts"}, {"078", "ta_solde_alternants"}, {"079", "csa"},
  {"080", "csa_exempt"}};

formats::DsnContribution declared_of(const formats::DsnDeclaration& declaration, const char* code)
{
  const auto found = declaration.contributions.find(code);
  return found == declaration.contributions.end() ? formats::DsnContribution{} : found->second;
}

Json month_of(const formats::DsnDeclaration& d)
{
  Json month = {{"month", d.month->text()},
                {"siret", d.siret->digits()},
                {"file", d.file},
                {"individuals", d.individuals},
                {"headcount_end", d.people_at_end},
                {"apprentices", d.apprentices},
                {"headcount_estimate", util::format_decimal(d.headcount, 2)},
                {"gross", d.gross.text()},
                {"gross_cdd", d.gross_fixed_term.text()},
                {"gross_apprentices", d.gross_apprentices.text()}};
  for (const Code& code : k_ctp_codes) {
    const formats::DsnContribution declared = declared_of(d, code.code);
    month[std::string(code.name) + "_base"] = declared.base.text();
    month[std::string(code.name) + "_amount"] = declared.amount.text();
  }
  return month;
}

Json other_of(const formats::DsnDeclaration& d, const formats::DsnEstablishmentAmount& other)
{
  return {{"code", other.code},
          {"amount", other.amount.text()},
          {"from", formats::text_or_null(other.from)},
          {"to", formats::text_or_null(other.to)},
          {"siret", d.siret->digits()},
          {"month", d.month->text()}};
}

Json others_of(const formats::DsnYear& year)
{
  Json others = Json::array();
  for (const std::vector<formats::DsnDeclaration>* part : {&year.declarations, &year.late}) {
    for (const formats::DsnDeclaration& d : *part) {
      for (const formats::DsnEstablishmentAmount& other : d.others) {
        others.push_back(other_of(d, other));
      }
    }
  }
  return others;
}

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

// A row of the comparison; none where nothing is owed that way, or was declared.
Json compared(const Code& code, const Json& base, const std::optional<domain::Money>& declared,
              const std::optional<domain::Money>& computed)
{
  const bool both = declared && computed;
  return {{"code", code.code},
          {"contribution", code.name},
          {"declared_base", base},
          {"declared_amount", formats::text_or_null(declared)},
          {"computed_amount", formats::text_or_null(computed)},
          {"difference", both ? Json((*computed - *declared).text()) : Json(nullptr)}};
}

// Rows of the codes of a year: those declared, and the two that are owed whether they are or not.
void add_yearly_codes(const formats::DsnYear& year, const domain::Simulation& simulation,
                      Json& comparison)
{
  for (const Code& code : k_yearly_codes) {
    const std::optional<domain::Money> declared = formats::establishment_amount(year, code.code);
    const bool computes =
      code.code == std::string_view("076") || code.code == std::string_view("079");
    const auto computed =
      computes ? std::optional(computed_of(simulation, code.name)) : std::nullopt;
    if (declared || (computed && *computed != domain::Money{})) {
      comparison.push_back(compared(code, nullptr, declared, computed));
    }
  }
}

// Those of every month, summed.
void add_monthly_codes(const formats::DsnYear& year, const domain::Simulation& simulation,
                       Json& comparison)
{
  for (const Code& code : k_ctp_codes) {
    formats::DsnContribution sum;
    for (const formats::DsnDeclaration& d : year.declarations) {
      const formats::DsnContribution declared = declared_of(d, code.code);
      sum.base = sum.base + declared.base;
      sum.amount = sum.amount + declared.amount;
    }
    comparison.push_back(
      compared(code, sum.base.text(), sum.amount, paid_by_dsn(simulation, code.name)));
  }
}

// What was declared beside what is owed, and the base beside the pay it should come from.
Json declared_document(const formats::DsnYear& year, const domain::Simulation& simulation)
{
  Json months = Json::array(), comparison = Json::array(), warnings = Json::array();
  for (const formats::DsnDeclaration& d : year.declarations) {
    months.push_back(month_of(d));
  }
  add_monthly_codes(year, simulation, comparison);
  add_yearly_codes(year, simulation, comparison);
  for (const util::Error& warning : year.warnings) {
    warnings.push_back({{"code", warning.code}, {"values", warning.args}});
  }
  return {{"siren", year.siren.digits()}, {"year", year.year},         {"months", months},
          {"comparison", comparison},     {"others", others_of(year)}, {"warnings", warnings}};
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

util::Result<std::vector<formats::DsnDeclaration>> read_all(const std::vector<std::string>& files)
{
  util::Errors problems;
  std::vector<formats::DsnDeclaration> declarations;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const util::Result<std::string> text = util::read_file(files[i], k_most_dsn_bytes);
    auto read = text ? formats::read_dsn(*text, files[i])
                     : util::Result<std::vector<formats::DsnDeclaration>>(text.errors());
    if (!read) {
      problems.insert(problems.end(), read.errors().begin(), read.errors().end());
      continue;
    }
    for (formats::DsnDeclaration& declaration : *read) {
      declaration.sending = i;
      declarations.push_back(std::move(declaration));
    }
  }
  return problems.empty()
           ? util::Result<std::vector<formats::DsnDeclaration>>(std::move(declarations))
           : util::Result<std::vector<formats::DsnDeclaration>>(problems);
}

util::Result<EmployerResult> result_of_year(const domain::RateTable& rates,
                                            std::vector<formats::DsnDeclaration> declarations,
                                            const SimulateOptions& options)
{
  TRY_ASSIGN(formats::DsnYear year, formats::merge_dsn(std::move(declarations)));
  if (options.form.headcount.empty() && options.form.headcount_history.empty()) {
    year.warnings.push_back({"dsn.headcount_estimated", {}});
  }
  TRY_ASSIGN(const domain::PayrollFacts facts,
             as_options(completed(formats::facts_of(year), options.form)));
  TRY_ASSIGN(const domain::Simulation simulation, as_options(domain::simulate(rates, facts)));
  EmployerResult result{"", year.siren.digits(), facts, simulation,
                        declared_document(year, simulation)};
  result.warnings = year.warnings;
  return as_options(as_asked(std::move(result), options));
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
  return {d.siret ? std::optional(d.siret->siren()) : std::nullopt,
          d.month ? std::optional(d.month->year) : std::nullopt};
}

bool is_of_next_spring(const formats::DsnDeclaration& d, const std::optional<int>& year)
{
  return year && d.month && (d.month->month == 3 || d.month->month == 4) &&
         formats::says_late_of(d, *year);
}

// Those of a year, and of the next March and April that say an amount of this one: most firms owe
// nothing then, and say nothing.
std::vector<formats::DsnDeclaration> of_year(const std::vector<formats::DsnDeclaration>& all,
                                             const CompanyYear& meant)
{
  std::vector<formats::DsnDeclaration> found;
  for (const formats::DsnDeclaration& d : all) {
    const auto [siren, year] = company_year_of(d);
    if (siren == meant.first && (year == meant.second || is_of_next_spring(d, meant.second))) {
      found.push_back(d);
    }
  }
  return found;
}

std::set<CompanyYear> company_years(const std::vector<formats::DsnDeclaration>& all)
{
  std::set<CompanyYear> found;
  for (const formats::DsnDeclaration& d : all) {
    found.insert(company_year_of(d));
  }
  return found;
}

// Of a folder: every company and year there is.
util::Result<std::vector<EmployerResult>>
results_of_years(const domain::RateTable& rates, const std::vector<formats::DsnDeclaration>& all,
                 const SimulateOptions& options)
{
  std::vector<EmployerResult> results;
  util::Errors problems;
  for (const CompanyYear& one : company_years(all)) {
    auto result = result_of_year(rates, of_year(all, one), options);
    if (result) {
      results.push_back(*std::move(result));
    } else {
      problems.insert(problems.end(), result.errors().begin(), result.errors().end());
    }
  }
  if (!problems.empty()) {
    return problems;
  }
  return results;
}

} // namespace

util::Result<std::vector<EmployerResult>> results_of_dsn(const domain::RateTable& rates,
                                                         const SimulateOptions& options)
{
  TRY_ASSIGN(const std::vector<std::string> files, dsn_files(options.dsn));
  TRY_ASSIGN(std::vector<formats::DsnDeclaration> all, read_all(files));
  if (has_folder(options.dsn)) {
    return results_of_years(rates, all, options);
  }
  // The files of one company and year, or it is said that they are not.
  TRY_ASSIGN(const EmployerResult one, result_of_year(rates, std::move(all), options));
  return std::vector<EmployerResult>{one};
}

} // namespace myatlas::cli
