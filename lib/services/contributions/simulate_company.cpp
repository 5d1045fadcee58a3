#include "services/contributions/simulate_company.hpp"

#include <algorithm>

#include "domain/contributions/employer_form.hpp"
#include "domain/contributions/rates.hpp"
#include "domain/contributions/simulation.hpp"
#include "services/companies/companies.hpp"
#include "util/decimal.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

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

// Whether two simulations have the same amounts where one looks.
bool agree(const domain::Simulation& one, const domain::Simulation& other, LooksAt looks_at)
{
  return std::ranges::equal(
    one, other, [&](const domain::ContributionLine& a, const domain::ContributionLine& b) {
      return !looks_at(a) || (a.amount == b.amount && a.is_known() == b.is_known());
    });
}

bool asks_for_ratio(const util::Errors& problems)
{
  return problems.size() == 1 && problems.front().code == "contribution.ratio_required";
}

// The lines with all pay in Alsace-Moselle are others than with none of it there. What is missing
// besides is told by who simulates.
bool depends_on_zone(const domain::RateTable& rates, domain::PayrollForm form, LooksAt looks_at)
{
  const auto simulated = [&](const std::string& pay_there) {
    form.alsace_moselle_payroll = pay_there;
    const util::Result<domain::PayrollFacts> facts = domain::facts_of(form);
    return facts ? simulate_lines(rates, *facts, looks_at)
                 : util::Result<domain::Simulation>(facts.errors());
  };
  const auto none = simulated("0.00"), all = simulated(form.payroll);
  return none && all && !agree(*none, *all, looks_at);
}

// Pay in Alsace-Moselle by where the establishments lie: all of it, none, or the sum of theirs when
// each is known.
util::Result<std::string> zone_pay(const Context& context, const domain::Company& company,
                                   domain::Money total)
{
  const std::vector<domain::Establishment> all =
    context.store.opco_register().establishments_of(company.siren);
  const auto inside = std::ranges::count_if(all, is_alsace_moselle);
  if (inside == 0) {
    return std::string("0.00");
  }
  if (inside == std::ssize(all)) {
    return total.text();
  }
  domain::Money sum;
  for (const domain::Establishment& establishment : all) {
    if (is_alsace_moselle(establishment)) {
      if (!establishment.payroll) {
        return util::Error{"payroll.zone", {company.siren.digits()}}.at("alsace_moselle_payroll");
      }
      sum = sum + *establishment.payroll;
    }
  }
  return sum.text();
}

const auto k_hundredths = [](std::int64_t value) { return util::format_decimal(value, 2); };

// Pay and its parts, as the store has them of the year.
void fill_pay(domain::PayrollForm& form, const domain::PayrollParts& parts)
{
  const auto money = [](domain::Money value) { return value.text(); };
  fill(form.payroll, parts.total.text());
  fill(form.cdd_payroll, parts.fixed_term, money);
  fill(form.cdd_exempt_payroll, parts.fixed_term_exempt, money);
  fill(form.apprentice_payroll, parts.apprentices, money);
  fill(form.alsace_moselle_payroll, parts.alsace_moselle, money);
}

// What stands in the register beside the pay: the ratio of alternants, the headcount.
void fill_headcount(domain::PayrollForm& form, const std::optional<domain::PayrollParts>& parts,
                    const domain::Company& company, bool is_recent)
{
  if (parts && form.alternants.empty()) {
    fill(form.alternants_ratio, parts->alternants_ratio, k_hundredths);
  }
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

// Pay in Alsace-Moselle where it was not told; what it is may stay open where nothing depends on
// it.
util::Outcome fill_zone(const Context& context, const domain::RateTable& rates,
                        const domain::Company& company, domain::PayrollForm& form, LooksAt looks_at)
{
  if (!form.alsace_moselle_payroll.empty()) {
    return util::Done{};
  }
  const util::Result<domain::Money> total = domain::Money::parse(form.payroll);
  const auto pay = zone_pay(context, company, total ? *total : domain::Money{});
  if (!pay && depends_on_zone(rates, form, looks_at)) {
    return pay.errors();
  }
  form.alsace_moselle_payroll = pay ? *pay : "0.00";
  return util::Done{};
}

util::Error no_payroll(const CompanyView& view, const std::string& year)
{
  const std::string siren = view.company.siren.digits();
  return view.shows_payrolls ? util::Error{"payroll.unknown", {siren, year}}
                             : util::Error{"payroll.hidden", {siren}};
}

} // namespace

bool looks_at_all(const domain::ContributionLine&)
{
  return true;
}

util::Result<domain::Simulation> simulate_lines(const domain::RateTable& rates,
                                                const domain::PayrollFacts& facts, LooksAt looks_at)
{
  constexpr std::int64_t k_whole = 10'000; // hundredths of a percent
  util::Result<domain::Simulation> asked = domain::simulate(rates, facts);
  if (asked || !asks_for_ratio(asked.errors())) {
    return asked;
  }
  domain::PayrollFacts lowest = facts, highest = facts;
  lowest.alternants_ratio = 0;
  highest.alternants_ratio = k_whole;
  util::Result<domain::Simulation> none = domain::simulate(rates, lowest);
  const util::Result<domain::Simulation> all = domain::simulate(rates, highest);
  return none && all && agree(*none, *all, looks_at) ? none : asked;
}

util::Result<domain::PayrollForm> form_of_company(const Context& context,
                                                  const domain::RateTable& rates,
                                                  const std::string& name, domain::PayrollForm form,
                                                  LooksAt looks_at)
{
  TRY_ASSIGN(const CompanyView view, show_company(context, name));
  const domain::Company& company = view.company;
  TRY_ASSIGN(const int year, domain::parse_year(form.year).or_at("year"));
  std::optional<domain::PayrollParts> parts;
  const auto is_shown = std::ranges::find(view.payrolls, year, &domain::DeclaredPayroll::year);
  if (is_shown != view.payrolls.end()) {
    parts = context.store.opco_register().payroll_parts(company.siren, year);
  }
  if (form.payroll.empty() && !parts) {
    return no_payroll(view, form.year);
  }
  fill(form.name, company.name);
  fill(form.siren, company.siren.digits());
  if (form.payroll.empty()) {
    fill_pay(form, *parts);
  }
  fill_headcount(form, parts, company, year >= context.today().year() - 1);
  fill(form.idcc, company.idcc, [](const std::string& idcc) { return idcc; });
  TRY(fill_zone(context, rates, company, form, looks_at));
  return form;
}

} // namespace myatlas::services
