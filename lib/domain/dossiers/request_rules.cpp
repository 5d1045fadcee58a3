#include "domain/dossiers/request_rules.hpp"

#include <algorithm>
#include <set>

#include "domain/dossiers/scheme_rules.hpp"
#include "domain/values/branches.hpp"
#include "domain/values/calendar.hpp"
#include "util/decimal.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

constexpr int k_days_to_send_a_contract =
  5; // of apprenticeship working days (D6224-1), of professionnalisation days (D6325-1)

std::string hours_text(std::int64_t hundredths)
{
  return util::format_decimal(hundredths, 2);
}

bool is_contract(Scheme scheme)
{
  return scheme == Scheme::apprenticeship || scheme == Scheme::professionnalisation;
}

// Collects what is found, place by place.
class Findings
{
public:
  void blocks(util::Error error, const std::string& member)
  {
    m_found.push_back({Severity::blocks, error.at(member)});
  }
  void warns(util::Error error, const std::string& member)
  {
    m_found.push_back({Severity::warns, error.at(member)});
  }
  void require(bool present, const char* member)
  {
    if (!present) {
      blocks({"request.required", {member}}, member);
    }
  }
  std::vector<Finding> take() { return std::move(m_found); }

private:
  std::vector<Finding> m_found;
};

void look_at_members(Findings& found, const FundingRequest& request)
{
  found.require(!request.title.empty(), "title");
  found.require(request.provider.has_value(), "provider_siret");
  found.require(request.start.has_value(), "start");
  found.require(request.end.has_value(), "end");
  found.require(request.hours.has_value(), "hours");
  found.require(request.mode.has_value(), "mode");
  found.require(!request.trainees.empty(), "employees");
  found.require(request.teaching_cost.has_value(), "teaching_cost");
}

void look_at_dates(Findings& found, const FundingRequest& request, const RequestFacts& facts)
{
  if (request.start && request.end && *request.end < *request.start) {
    found.blocks({"request.dates", {request.start->text(), request.end->text()}}, "end");
  }
  if (!request.start) {
    return;
  }
  const Date last = last_day_to_send(request.scheme, *request.start, facts.zone);
  if (facts.today > last) {
    if (is_contract(request.scheme)) {
      found.warns({"request.transmission_late", {request.start->text(), last.text()}}, "start");
    } else {
      found.blocks({"request.late", {request.start->text(), facts.today.text()}}, "start");
    }
  }
}

void look_at_members(Findings& found, const TrainingModule& module, std::size_t at)
{
  const std::string place = "modules[" + std::to_string(at) + "].";
  for (const auto& [member, present] : {std::pair{"title", !module.title.empty()},
                                        {"provider_siret", module.provider.has_value()},
                                        {"hours", module.hours.has_value()},
                                        {"teaching_cost", module.cost.has_value()}}) {
    if (!present) {
      found.blocks({"request.module_required", {std::to_string(at + 1), member}}, place + member);
    }
  }
}

void look_at_modules(Findings& found, const FundingRequest& request)
{
  std::int64_t hours = 0;
  Money cost;
  bool all_hours = !request.modules.empty(), all_costs = all_hours;
  for (std::size_t i = 0; i < request.modules.size(); ++i) {
    const TrainingModule& module = request.modules[i];
    look_at_members(found, module, i);
    hours += module.hours.value_or(0);
    cost = cost + module.cost.value_or(Money{});
    all_hours = all_hours && module.hours;
    all_costs = all_costs && module.cost;
  }
  if (all_hours && request.hours && hours != *request.hours) {
    found.blocks({"request.module_hours", {hours_text(hours), hours_text(*request.hours)}},
                 "hours");
  }
  if (all_costs && request.teaching_cost && cost != *request.teaching_cost) {
    found.blocks({"request.module_costs", {cost.text(), request.teaching_cost->text()}},
                 "teaching_cost");
  }
}

void look_at_trainees(Findings& found, const FundingRequest& request, const RequestFacts& facts)
{
  std::set<std::string> seen;
  for (const Trainee& trainee : request.trainees) {
    const std::string name = util::fold(trainee.name);
    if (!seen.insert(name).second) {
      found.warns({"request.trainee_twice", {trainee.name}}, "employees");
    } else if (std::ranges::find(facts.strangers, trainee.name) != facts.strangers.end()) {
      found.warns({"request.trainee_unknown", {trainee.name}}, "employees");
    }
    if (trainee.hours && request.hours && *trainee.hours > *request.hours) {
      found.blocks({"request.trainee_hours",
                    {trainee.name, hours_text(*trainee.hours), hours_text(*request.hours)}},
                   "employees");
    }
  }
}

void look_at_money(Findings& found, const FundingRequest& request)
{
  const Money costs = request.costs();
  if (request.requested && *request.requested > costs) {
    found.blocks({"request.requested_over", {request.requested->text(), costs.text()}},
                 "requested_amount");
  } else if (request.co_funding && request.asked() + *request.co_funding > costs) {
    found.blocks(
      {"request.co_funded_over", {(request.asked() + *request.co_funding).text(), costs.text()}},
      "co_funding");
  }
}

void look_at_companies(Findings& found, const FundingRequest& request, const RequestFacts& facts)
{
  for (const Siret closed : facts.closed) {
    found.blocks({"request.closed", {closed.digits()}},
                 closed == request.siret ? "siret" : "provider_siret");
  }
  for (const Siret provider : facts.not_certified) {
    found.warns({"request.not_certified", {provider.digits()}}, "provider_siret");
  }
  if (request.internal.value_or(false) && request.provider &&
      request.provider->siren() != request.siret.siren()) {
    found.warns({"request.internal_provider", {request.provider->digits()}}, "internal");
  }
}

void look_at_circumstances(Findings& found, const FundingRequest& request,
                           const RequestFacts& facts)
{
  if (request.scheme == Scheme::afest && request.mode && *request.mode != Mode::afest) {
    found.blocks({"request.mode_scheme", {to_text(*request.mode), to_text(request.scheme)}},
                 "mode");
  }
  look_at_companies(found, request, facts);
  const OpcoOfBranch* opco = find_opco(facts.idcc);
  if (opco != nullptr && opco->opco != "OPCO Atlas") {
    found.warns({"request.other_opco", {facts.idcc, std::string(opco->opco)}}, "siret");
  }
  const std::vector<DocumentUse> missing = missing_documents({request.scheme}, facts.documents);
  if (!missing.empty()) {
    found.warns({"request.documents_missing", {joined(missing)}}, "documents");
  }
}

} // namespace

Date last_day_to_send(Scheme scheme, Date start, Zone zone)
{
  if (scheme == Scheme::apprenticeship) {
    return plus_working_days(start, k_days_to_send_a_contract, zone);
  }
  return plus_days(start, is_contract(scheme) ? k_days_to_send_a_contract : -1);
}

std::vector<Finding> findings(const FundingRequest& request, const RequestFacts& facts)
{
  Findings found;
  look_at_members(found, request);
  look_at_dates(found, request, facts);
  look_at_modules(found, request);
  look_at_trainees(found, request, facts);
  look_at_money(found, request);
  look_at_circumstances(found, request, facts);
  std::vector<Finding> all = found.take();
  const std::vector<Finding> of_scheme = scheme_findings(request);
  all.insert(all.end(), of_scheme.begin(), of_scheme.end());
  return all;
}

} // namespace myatlas::domain
