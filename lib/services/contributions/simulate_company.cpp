#include "services/contributions/simulate_company.hpp"

#include <algorithm>
#include <functional>

#include "domain/contributions/employer_form.hpp"
#include "domain/contributions/rates.hpp"
#include "domain/contributions/simulation.hpp"
#include "services/companies/companies.hpp"
#include "util/decimal.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::ContributionLine;
using domain::Money;
using domain::PayrollFacts;
using domain::PayrollForm;
using domain::RateTable;
using domain::Simulation;

bool is_alsace_moselle(const domain::Establishment& establishment)
{
  return domain::zone_of(establishment.postcode) == domain::Zone::alsace_moselle;
}

void fill(std::string& into, const std::string& text)
{
  if (into.empty()) {
    into = text;
  }
}

template <typename T, typename Text>
void fill(std::string& into, const std::optional<T>& value, Text text)
{
  if (value) {
    fill(into, text(*value));
  }
}

bool has_same_amount(const ContributionLine& a, const ContributionLine& b)
{
  return a.amount == b.amount && a.is_known() == b.is_known();
}

// Whether two simulations have the same amounts where one looks.
bool agree(const Simulation& one, const Simulation& other, LooksAt looks_at)
{
  return std::ranges::equal(one, other, [&](const ContributionLine& a, const ContributionLine& b) {
    return !looks_at(a) || has_same_amount(a, b);
  });
}

bool asks_for_ratio(const Errors& problems)
{
  return problems.size() == 1 && problems.front().code == "contribution.ratio_required";
}

Result<Simulation> simulation_with(const RateTable& rates, PayrollForm form,
                                   const std::string& pay_there, LooksAt looks_at)
{
  form.alsace_moselle_payroll = pay_there;
  TRY_ASSIGN(const PayrollFacts facts, domain::facts_of(form));
  return simulate_lines(rates, facts, looks_at);
}

// The lines with all pay in Alsace-Moselle are others than with none of it there. What is missing
// besides is told by who simulates.
bool depends_on_zone(const RateTable& rates, const PayrollForm& form, LooksAt looks_at)
{
  const auto none = simulation_with(rates, form, "0.00", looks_at);
  const auto all = simulation_with(rates, form, form.payroll, looks_at);
  return none && all && !agree(*none, *all, looks_at);
}

using Establishments = std::vector<domain::Establishment>;

Error unknown_zone(domain::Siren siren)
{
  return Error{"payroll.zone", {siren.digits()}}.at("alsace_moselle_payroll");
}

// The sum of what each of them pays, when it is known.
std::optional<Money> pay_of(const Establishments& establishments)
{
  Money sum;
  for (const domain::Establishment& establishment : establishments) {
    if (!establishment.payroll) {
      return std::nullopt;
    }
    sum = sum + *establishment.payroll;
  }
  return sum;
}

Establishments in_alsace_moselle(Establishments establishments)
{
  std::erase_if(establishments, std::not_fn(is_alsace_moselle));
  return establishments;
}

// Pay in Alsace-Moselle by where the establishments lie: all of it, none, or the sum of theirs when
// each is known.
Result<std::string> zone_pay(const Context& context, domain::Siren siren, Money total)
{
  const Establishments all = context.store.opco_register().establishments_of(siren);
  const Establishments inside = in_alsace_moselle(all);
  if (inside.empty() || inside.size() == all.size()) {
    return inside.empty() ? "0.00" : total.text();
  }
  const auto sum = pay_of(inside);
  return sum ? Result<std::string>(sum->text()) : Result<std::string>(unknown_zone(siren));
}

const auto k_hundredths = [](std::int64_t value) { return util::format_decimal(value, 2); };

// Pay and its parts, as the store has them of the year.
void fill_pay(PayrollForm& form, const domain::PayrollParts& parts)
{
  const auto money = [](Money value) { return value.text(); };
  fill(form.payroll, parts.total.text());
  fill(form.cdd_payroll, parts.fixed_term, money);
  fill(form.cdd_exempt_payroll, parts.fixed_term_exempt, money);
  fill(form.apprentice_payroll, parts.apprentices, money);
  fill(form.alsace_moselle_payroll, parts.alsace_moselle, money);
}

using Parts = std::optional<domain::PayrollParts>; // of the pay of a year

void fill_ratio(PayrollForm& form, const Parts& parts)
{
  if (parts && form.alternants.empty()) {
    fill(form.alternants_ratio, parts->alternants_ratio, k_hundredths);
  }
}

// What stands in the register beside the pay: the ratio of alternants, the headcount.
void fill_headcount(PayrollForm& form, const Parts& parts, const domain::Company& company,
                    bool is_recent)
{
  fill_ratio(form, parts);
  if (!form.headcount_history.empty()) {
    return;
  }
  if (parts) {
    fill(form.headcount, parts->headcount, k_hundredths);
  }
  if (is_recent) { // the register's headcount is that of today
    fill(form.headcount, company.headcount, [](std::int64_t n) { return std::to_string(n); });
  }
}

Money total_in(const PayrollForm& form)
{
  const Result<Money> total = Money::parse(form.payroll);
  return total ? *total : Money{};
}

// Pay in Alsace-Moselle where it was not told; what it is may stay open where nothing depends on
// it.
Outcome fill_zone(const Context& context, const RateTable& rates, const domain::Company& company,
                  PayrollForm& form, LooksAt looks_at)
{
  if (!form.alsace_moselle_payroll.empty()) {
    return Done{};
  }
  const auto pay = zone_pay(context, company.siren, total_in(form));
  if (!pay && depends_on_zone(rates, form, looks_at)) {
    return pay.errors();
  }
  form.alsace_moselle_payroll = pay ? *pay : "0.00";
  return Done{};
}

Result<Simulation> simulate_with_ratio(const RateTable& rates, PayrollFacts facts,
                                       std::int64_t ratio)
{
  facts.alternants_ratio = ratio;
  return domain::simulate(rates, facts);
}

bool shows(const CompanyView& view, int year)
{
  return std::ranges::count(view.payrolls, year, &domain::DeclaredPayroll::year) > 0;
}

// The parts of the pay of a year, where that year is shown.
Parts shown_parts(const Context& context, const CompanyView& view, int year)
{
  return shows(view, year) ? context.store.opco_register().payroll_parts(view.company.siren, year)
                           : std::nullopt;
}

void fill_names(PayrollForm& form, const domain::Company& company)
{
  fill(form.name, company.name);
  fill(form.siren, company.siren.digits());
}

// What the register has of a company, where the form says nothing.
void fill_company(PayrollForm& form, const Parts& parts, const domain::Company& company)
{
  fill_names(form, company);
  if (form.payroll.empty()) {
    fill_pay(form, *parts);
  }
}

void fill_agreement(PayrollForm& form, const domain::Company& company)
{
  fill(form.idcc, company.idcc.value_or(""));
}

Error no_payroll(const CompanyView& view, const std::string& year)
{
  const std::string siren = view.company.siren.digits();
  return view.shows_payrolls ? Error{"payroll.unknown", {siren, year}}
                             : Error{"payroll.hidden", {siren}};
}

} // namespace

bool looks_at_all(const ContributionLine&)
{
  return true;
}

Result<Simulation> simulate_lines(const RateTable& rates, const PayrollFacts& facts,
                                  LooksAt looks_at)
{
  constexpr std::int64_t k_whole = 10'000; // hundredths of a percent
  Result<Simulation> asked = domain::simulate(rates, facts);
  if (asked || !asks_for_ratio(asked.errors())) {
    return asked;
  }
  Result<Simulation> none = simulate_with_ratio(rates, facts, 0);
  const Result<Simulation> all = simulate_with_ratio(rates, facts, k_whole);
  return none && all && agree(*none, *all, looks_at) ? none : asked;
}

Result<PayrollForm> form_of_company(const Context& context, const RateTable& rates,
                                    const std::string& name, PayrollForm form, LooksAt looks_at)
{
  TRY_ASSIGN(const CompanyView view, show_company(context, name));
  const domain::Company& company = view.company;
  TRY_ASSIGN(const int year, domain::parse_year(form.year).or_at("year"));
  const Parts parts = shown_parts(context, view, year);
  if (form.payroll.empty() && !parts) {
    return no_payroll(view, form.year);
  }
  fill_company(form, parts, company);
  fill_headcount(form, parts, company, year >= context.today().year() - 1);
  fill_agreement(form, company);
  TRY(fill_zone(context, rates, company, form, looks_at));
  return form;
}

} // namespace myatlas::services
