// A company by its DSN files: its figures, what it owes, and what it declared.
#include "services/contributions/dsn_employers.hpp"

#include <algorithm>
#include <set>

#include "domain/contributions/declaration.hpp"
#include "domain/contributions/employer_form.hpp"
#include "domain/contributions/simulation.hpp"
#include "formats/dsn/dsn_declaration.hpp"
#include "formats/dsn/dsn_facts.hpp"
#include "services/context.hpp"
#include "store/tables/declarations.hpp"
#include "store/tables/employees.hpp"
#include "util/ranges.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Contribution;
using domain::ContributionLine;
using domain::Money;
using domain::PayrollFacts;
using domain::PayrollForm;
using domain::RateTable;
using domain::Simulation;
using formats::DsnContribution;
using formats::DsnDeclaration;
using formats::DsnYear;

using Declarations = std::vector<DsnDeclaration>;
using Employers = std::vector<DsnEmployer>;

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

bool is_of(const ContributionLine& line, std::string_view name)
{
  if (name == "ta") {
    return line.code == Contribution::ta_principal || line.code == Contribution::ta;
  }
  return name == "branch" ? line.code == Contribution::conventional
                          : name == domain::to_text(line.code);
}

Money computed_of(const Simulation& simulation, std::string_view name)
{
  return util::total_of(simulation, [name](const ContributionLine& line) {
    return is_of(line, name) ? line.amount : Money{};
  });
}

// The contribution of a branch to the OPCO.
bool is_branch_paid_elsewhere(const Simulation& simulation)
{
  const auto* branch =
    std::ranges::find(simulation, Contribution::conventional, &ContributionLine::code);
  return domain::is_declared(*branch) || !branch->is_known();
}

// What should stand under a code; none where it is owed to somebody else and not by the DSN.
std::optional<Money> paid_by_dsn(const Simulation& simulation, std::string_view name)
{
  const bool elsewhere = name == "branch" && is_branch_paid_elsewhere(simulation);
  return elsewhere ? std::nullopt : std::optional(computed_of(simulation, name));
}

ComparedCode yearly_row(const DsnEmployer& employer, const YearlyCode& code)
{
  ComparedCode row{.code = code.code, .name = code.name};
  row.declared = formats::establishment_amount(employer.year, code.code);
  if (code.is_computed) {
    row.computed = computed_of(employer.simulation, code.name);
  }
  return row;
}

bool says_something(const ComparedCode& row)
{
  return row.declared || row.computed.value_or(Money{}) != Money{};
}

// Those declared, and the two that are owed whether they are or not.
void add_yearly_codes(DsnEmployer& employer)
{
  for (const YearlyCode& code : k_yearly_codes) {
    const ComparedCode row = yearly_row(employer, code);
    if (says_something(row)) {
      employer.comparison.push_back(row);
    }
  }
}

// Those of every month, summed.
DsnContribution sum_of(const Declarations& declarations, const char* code)
{
  DsnContribution sum;
  for (const DsnDeclaration& declaration : declarations) {
    const DsnContribution declared = declared_of(declaration, code);
    sum.base = sum.base + declared.base;
    sum.amount = sum.amount + declared.amount;
  }
  return sum;
}

ComparedCode monthly_row(const DsnEmployer& employer, const MonthlyCode& code)
{
  const DsnContribution sum = sum_of(employer.year.declarations, code.code);
  return {.code = code.code,
          .name = code.name,
          .base = sum.base,
          .declared = sum.amount,
          .computed = paid_by_dsn(employer.simulation, code.name)};
}

void add_monthly_codes(DsnEmployer& employer)
{
  for (const MonthlyCode& code : k_monthly_codes) {
    employer.comparison.push_back(monthly_row(employer, code));
  }
}

bool tells_headcount(const PayrollForm& form)
{
  return !form.headcount.empty() || !form.headcount_history.empty();
}

// The facts of the files, with what the command says besides: headcounts, alternants, branch.
class CompletedFacts
{
public:
  CompletedFacts(const PayrollFacts& facts, const PayrollForm& form) : m_facts(facts), m_form(form)
  {
  }

  Result<PayrollFacts> facts() const
  {
    TRY_ASSIGN(PayrollFacts merged, domain::facts_of(form_with_pay()));
    take_pay(merged);
    if (!tells_headcount(m_form)) {
      take_headcount(merged);
    }
    merged.idcc = m_form.idcc.empty() ? m_facts.idcc : merged.idcc;
    return merged;
  }

private:
  PayrollForm form_with_pay() const
  {
    PayrollForm said = m_form;
    said.year = std::to_string(m_facts.year);
    said.payroll = m_facts.pay.total.text();
    said.previous_month_payroll.clear();
    said.previous_month_apprentices.clear();
    return said;
  }

  void take_pay(PayrollFacts& merged) const
  {
    merged.pay = m_facts.pay;
    merged.months = m_facts.months;
    merged.known_months = m_facts.known_months;
  }

  void take_headcount(PayrollFacts& merged) const
  {
    merged.headcount = m_facts.headcount;
    merged.averaged_year = m_facts.averaged_year;
  }

  const PayrollFacts& m_facts;
  const PayrollForm& m_form;
};

// A company and a year. What is no monthly declaration may not tell them.
using CompanyYear = std::pair<std::optional<domain::Siren>, std::optional<int>>;

std::optional<domain::Siren> siren_of(const DsnDeclaration& d)
{
  return d.siret ? std::optional(d.siret->siren()) : std::nullopt;
}

std::optional<int> year_of(const DsnDeclaration& d)
{
  return d.month ? std::optional(d.month->year) : std::nullopt;
}

CompanyYear company_year_of(const DsnDeclaration& d)
{
  return {siren_of(d), year_of(d)};
}

bool is_of_spring(const DsnDeclaration& d)
{
  return d.month && (d.month->month == 3 || d.month->month == 4);
}

bool is_of_next_spring(const DsnDeclaration& d, const std::optional<int>& year)
{
  return year && is_of_spring(d) && formats::says_late_of(d, *year);
}

bool is_of(const DsnDeclaration& d, const CompanyYear& meant)
{
  const auto [siren, year] = company_year_of(d);
  return siren == meant.first && (year == meant.second || is_of_next_spring(d, meant.second));
}

// Those of a year, and of the next March and April that say an amount of this one: most firms owe
// nothing then, and say nothing.
Declarations of_year(const Declarations& all, const CompanyYear& meant)
{
  Declarations found;
  std::ranges::copy_if(all, std::back_inserter(found),
                       [&](const DsnDeclaration& d) { return is_of(d, meant); });
  return found;
}

std::set<CompanyYear> years_in(const Declarations& all)
{
  std::set<CompanyYear> years;
  for (const DsnDeclaration& d : all) {
    years.insert(company_year_of(d));
  }
  return years;
}

// What companies owe and declared, with what the command says of them.
class Comparison
{
public:
  Comparison(const RateTable& rates, const PayrollForm& form) : m_rates(rates), m_form(form) {}

  // Of a folder: each company and year that it has.
  Result<Employers> of_years(const Declarations& all) const
  {
    Employers employers;
    Errors problems;
    for (const CompanyYear& one : years_in(all)) {
      if (auto found = util::collect(employer(of_year(all, one)), problems)) {
        employers.push_back(*std::move(found));
      }
    }
    return util::or_problems(std::move(employers), problems);
  }

  // The files of one company and year, or it is said that they are not.
  Result<Employers> of_one(Declarations all) const
  {
    TRY_ASSIGN(DsnEmployer one, employer(std::move(all)));
    Employers employers;
    employers.push_back(std::move(one));
    return employers;
  }

private:
  Result<DsnEmployer> employer(Declarations declarations) const
  {
    TRY_ASSIGN(DsnYear year, merged(std::move(declarations)));
    TRY_ASSIGN(const PayrollFacts facts, facts_of(year));
    TRY_ASSIGN(const Simulation simulation, domain::simulate(m_rates, facts));
    return compared({std::move(year), facts, simulation, {}});
  }

  Result<DsnYear> merged(Declarations declarations) const
  {
    TRY_ASSIGN(DsnYear year, formats::merge_dsn(std::move(declarations)));
    if (!tells_headcount(m_form)) {
      year.warnings.push_back({"dsn.headcount_estimated", {}});
    }
    return year;
  }

  Result<PayrollFacts> facts_of(const DsnYear& year) const
  {
    return CompletedFacts(formats::facts_of(year), m_form).facts();
  }

  static DsnEmployer compared(DsnEmployer employer)
  {
    add_monthly_codes(employer);
    add_yearly_codes(employer);
    return employer;
  }

  const RateTable& m_rates;
  const PayrollForm& m_form;
};

} // namespace

formats::DsnContribution declared_of(const formats::DsnDeclaration& declaration, const char* code)
{
  return util::value_at(declaration.contributions, code).value_or(DsnContribution{});
}

util::Result<std::vector<DsnEmployer>> employers_of_dsn(const RateTable& rates,
                                                        std::vector<DsnDeclaration> declarations,
                                                        const PayrollForm& form, DsnKeeps keeps)
{
  const Comparison comparison(rates, form);
  return keeps == DsnKeeps::archive ? comparison.of_years(declarations)
                                    : comparison.of_one(std::move(declarations));
}

} // namespace myatlas::services
