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
using domain::Siren;

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
    fill(into, std::invoke(text, *value));
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

Error unknown_zone(Siren siren)
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

bool is_one_zone(const Establishments& inside, const Establishments& all)
{
  return inside.empty() || inside.size() == all.size();
}

// What they pay, each by itself.
Result<std::string> told_pay(const Establishments& inside, Siren siren)
{
  const auto sum = pay_of(inside);
  return sum ? Result<std::string>(sum->text()) : Result<std::string>(unknown_zone(siren));
}

// Pay in Alsace-Moselle by where the establishments lie: all of it, none, or the sum of theirs when
// each is known.
Result<std::string> zone_pay(const Context& context, Siren siren, Money total)
{
  const Establishments all = context.store.opco_register().establishments_of(siren);
  const Establishments inside = in_alsace_moselle(all);
  if (is_one_zone(inside, all)) {
    return inside.empty() ? "0.00" : total.text();
  }
  return told_pay(inside, siren);
}

const auto k_hundredths = [](std::int64_t value) { return util::format_decimal(value, 2); };

// Pay and its parts, as the store has them of the year.
void fill_pay(PayrollForm& form, const domain::PayrollParts& parts)
{
  fill(form.payroll, parts.total.text());
  fill(form.cdd_payroll, parts.fixed_term, &Money::text);
  fill(form.cdd_exempt_payroll, parts.fixed_term_exempt, &Money::text);
  fill(form.apprentice_payroll, parts.apprentices, &Money::text);
  fill(form.alsace_moselle_payroll, parts.alsace_moselle, &Money::text);
}

using Parts = std::optional<domain::PayrollParts>; // of the pay of a year

Money total_in(const PayrollForm& form)
{
  const Result<Money> total = Money::parse(form.payroll);
  return total ? *total : Money{};
}

std::string text_of_count(std::int64_t count)
{
  return std::to_string(count);
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

Error no_payroll(const CompanyView& view, const std::string& year)
{
  const std::string siren = view.company.siren.digits();
  return view.shows_payrolls ? Error{"payroll.unknown", {siren, year}}
                             : Error{"payroll.hidden", {siren}};
}

// A form, filled with what the register has of a company where it says nothing.
class FilledForm
{
public:
  FilledForm(const Context& context, const CompanyView& view, PayrollForm form)
    : m_context(context), m_view(view), m_company(view.company), m_form(std::move(form))
  {
  }

  Result<PayrollForm> filled(const RateTable& rates, LooksAt looks_at)
  {
    TRY_ASSIGN(const int year, domain::parse_year(m_form.year).or_at("year"));
    m_parts = shown_parts(year);
    TRY(check_payroll());
    fill_company(year);
    TRY(fill_zone(rates, looks_at));
    return m_form;
  }

private:
  // The parts of the pay of a year, where that year is shown.
  Parts shown_parts(int year) const
  {
    return shows(m_view, year)
             ? m_context.store.opco_register().payroll_parts(m_company.siren, year)
             : std::nullopt;
  }

  Outcome check_payroll() const
  {
    if (m_form.payroll.empty() && !m_parts) {
      return no_payroll(m_view, m_form.year);
    }
    return Done{};
  }

  void fill_company(int year)
  {
    fill_names();
    if (m_form.payroll.empty()) {
      fill_pay(m_form, *m_parts);
    }
    fill_ratio();
    fill_headcount(year);
    fill(m_form.idcc, m_company.idcc.value_or(""));
  }

  void fill_names()
  {
    fill(m_form.name, m_company.name);
    fill(m_form.siren, m_company.siren.digits());
  }

  void fill_ratio()
  {
    if (m_parts && m_form.alternants.empty()) {
      fill(m_form.alternants_ratio, m_parts->alternants_ratio, k_hundredths);
    }
  }

  void fill_headcount(int year)
  {
    if (m_form.headcount_history.empty()) {
      fill_headcount_of_year();
      fill_headcount_of_today(year);
    }
  }

  void fill_headcount_of_year()
  {
    if (m_parts) {
      fill(m_form.headcount, m_parts->headcount, k_hundredths);
    }
  }

  // The register's, for the years it may stand for.
  void fill_headcount_of_today(int year)
  {
    if (year >= m_context.today().year() - 1) {
      fill(m_form.headcount, m_company.headcount, text_of_count);
    }
  }

  // Pay in Alsace-Moselle where it was not told; what it is may stay open where nothing depends on
  // it.
  Outcome fill_zone(const RateTable& rates, LooksAt looks_at)
  {
    if (!m_form.alsace_moselle_payroll.empty()) {
      return Done{};
    }
    const auto pay = zone_pay(m_context, m_company.siren, total_in(m_form));
    if (!pay && depends_on_zone(rates, m_form, looks_at)) {
      return pay.errors();
    }
    m_form.alsace_moselle_payroll = pay ? *pay : "0.00";
    return Done{};
  }

  const Context& m_context;
  const CompanyView& m_view;
  const domain::Company& m_company;
  PayrollForm m_form;
  Parts m_parts;
};

// The lines where no alternants are told: those without any where all alternants make no other.
std::optional<Simulation> simulation_of_any_ratio(const RateTable& rates, const PayrollFacts& facts,
                                                  LooksAt looks_at)
{
  constexpr std::int64_t k_whole = 10'000; // hundredths of a percent
  const auto none = simulate_with_ratio(rates, facts, 0);
  const auto all = simulate_with_ratio(rates, facts, k_whole);
  return none && all && agree(*none, *all, looks_at) ? none.as_optional() : std::nullopt;
}

} // namespace

bool looks_at_all(const ContributionLine&)
{
  return true;
}

Result<Simulation> simulate_lines(const RateTable& rates, const PayrollFacts& facts,
                                  LooksAt looks_at)
{
  Result<Simulation> asked = domain::simulate(rates, facts);
  if (asked || !asks_for_ratio(asked.errors())) {
    return asked;
  }
  const auto any = simulation_of_any_ratio(rates, facts, looks_at);
  return any ? Result<Simulation>(*any) : asked;
}

Result<PayrollForm> form_of_company(const Context& context, const RateTable& rates,
                                    const std::string& name, PayrollForm form, LooksAt looks_at)
{
  TRY_ASSIGN(const CompanyView view, show_company(context, name));
  return FilledForm(context, view, std::move(form)).filled(rates, looks_at);
}

} // namespace myatlas::services
