#include "operations/contributions/simulate.hpp"

#include "operations/contributions/rates_sent.hpp"
#include "services/contributions/simulate_company.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

struct EmployersAsked
{
  KnownEmployers request;
  RatesSent rates;

  Who who() const { return request.company.empty() ? Who::anybody : Who::reader; }
};

Result<EmployersAsked> employers_asked(const KnownEmployers& request, const Files& files)
{
  TRY_ASSIGN(RatesSent rates, RatesSent::read(request.rates, files));
  return EmployersAsked{.request = request, .rates = std::move(rates)};
}

Json payrolls_json(Json employers)
{
  return {{"schema", "myatlas/payrolls/1"}, {"employers", std::move(employers)}};
}

// "2024=12" as a member of the headcounts by year.
void put_headcount(const std::string& told, Json& employer)
{
  const std::size_t equals = told.find('=');
  employer["headcount_history"][told.substr(0, equals)] = told.substr(equals + 1);
}

// As a file of employers says it: headcounts are told by year there.
Json employer_json(const domain::PayrollForm& form)
{
  Json employer = formats::shape_json(form);
  employer.erase("headcount_history");
  for (const std::string& told : form.headcount_history) {
    put_headcount(told, employer);
  }
  return employer;
}

Json agreements_known(const Context& context)
{
  Json employers = Json::array();
  for (const auto& [siren, idcc] : services::agreements_of(context)) {
    employers.push_back({{"siren", siren}, {"idcc", idcc}});
  }
  return payrolls_json(std::move(employers));
}

Result<domain::PayrollForm> form_known(const Context& context, const EmployersAsked& asked)
{
  return services::form_of_company(context, asked.rates.table(), asked.request.company,
                                   asked.request.form, services::looks_at_all);
}

Result<Json> known_employers(const Context& context, const EmployersAsked& asked)
{
  if (asked.request.company.empty()) {
    return agreements_known(context);
  }
  TRY_ASSIGN(const domain::PayrollForm form, form_known(context, asked));
  return payrolls_json(Json::array({employer_json(form)}));
}

Result<domain::Rounding> parse_rounding(std::string_view text)
{
  if (text != "euro" && text != "cent") {
    return Error{"rounding.unknown", {std::string(text), "cent, euro"}};
  }
  return text == "euro" ? domain::Rounding::euro : domain::Rounding::cent;
}

} // namespace

Agreements agreements_in(const Json& payrolls)
{
  Agreements agreements;
  for (const Json& employer : payrolls.at("employers")) {
    agreements.emplace(employer.at("siren"), employer.at("idcc"));
  }
  return agreements;
}

Result<EmployersPlan> understood_employers(const EmployersFile& request)
{
  Errors problems;
  EmployersPlan plan{.path = request.path, .csv = {}};
  plan.csv = csv_options_of(request.table, formats::FileKind::employers, problems);
  plan.rounding =
    given<parse_rounding>(request.rounding, "rounding", problems).value_or(domain::Rounding::cent);
  plan.unknown = request.unknown;
  return problems.empty() ? Result<EmployersPlan>(plan) : Result<EmployersPlan>(problems);
}

Result<EmployerCounts> simulate_employers(const domain::RateTable& rates, const EmployersPlan& plan,
                                          const Agreements& agreements,
                                          const std::function<bool(const EmployerAnswer&)>& each,
                                          const services::Warn& warn)
{
  return services::simulate_employers(rates, plan.path, plan.csv, plan.rounding, plan.unknown,
                                      agreements, each, warn);
}

constexpr OperationOf<KnownEmployers> k_simulate = operation<employers_asked, known_employers>({
  .name = "simulate-contribution",
  .answer = "myatlas/payrolls/1",
});

} // namespace myatlas::operations
