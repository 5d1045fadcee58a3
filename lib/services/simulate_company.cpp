#include "services/simulate_company.hpp"

#include <algorithm>

#include "domain/payroll_form.hpp"
#include "domain/rates.hpp"
#include "services/companies.hpp"
#include "util/decimal.hpp"

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

// Pay in Alsace-Moselle by where the establishments lie: all of it, none, or the sum of theirs when each is known.
util::Result<std::string> zone_pay(const Context& context, const domain::Company& company, domain::Money total)
{
  const std::vector<domain::Establishment> all = context.store.opco_register().establishments_of(company.siren);
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

} // namespace

util::Result<domain::PayrollForm> form_of_company(const Context& context, const std::string& name, domain::PayrollForm form)
{
  const util::Result<CompanyView> view = show_company(context, name);
  if (!view) {
    return view.errors();
  }
  const domain::Company& company = view->company;
  const util::Result<int> year = domain::parse_year(form.year);
  if (!year) {
    return year.error().at("year");
  }
  const auto parts = context.store.opco_register().payroll_parts(company.siren, *year);
  const bool known = std::ranges::find(view->payrolls, *year, &domain::DeclaredPayroll::year) != view->payrolls.end();
  if (form.payroll.empty() && (!parts || !known)) {
    return util::Error{"payroll.unknown", {company.siren.digits(), form.year}};
  }
  const bool from_store = parts && known && form.payroll.empty();
  const auto money = [](domain::Money value) { return value.text(); };
  const auto hundredths = [](std::int64_t value) { return util::format_decimal(value, 2); };
  fill(form.name, company.name);
  fill(form.siren, company.siren.digits());
  if (from_store) {
    fill(form.payroll, parts->total.text());
    fill(form.cdd_payroll, parts->fixed_term, money);
    fill(form.cdd_exempt_payroll, parts->fixed_term_exempt, money);
    fill(form.apprentice_payroll, parts->apprentices, money);
    fill(form.alsace_moselle_payroll, parts->alsace_moselle, money);
  }
  if (parts && known) {
    fill(form.alternants_ratio, form.alternants.empty() ? parts->alternants_ratio : std::nullopt, hundredths);
  }
  if (form.headcount_history.empty()) {
    if (parts && known) {
      fill(form.headcount, parts->headcount, hundredths);
    }
    // The register's headcount is that of today: it says nothing of years long past.
    fill(form.headcount, *year >= context.today().year() - 1 ? company.headcount : std::nullopt,
         [](std::int64_t count) { return std::to_string(count); });
  }
  fill(form.idcc, company.idcc, [](const std::string& idcc) { return idcc; });
  if (form.alsace_moselle_payroll.empty()) {
    const util::Result<domain::Money> total = domain::Money::parse(form.payroll);
    const util::Result<std::string> pay = zone_pay(context, company, total ? *total : domain::Money{});
    if (!pay) {
      return pay.errors();
    }
    form.alsace_moselle_payroll = *pay;
  }
  return form;
}

} // namespace myatlas::services
