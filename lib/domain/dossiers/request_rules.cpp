#include "domain/dossiers/request_rules.hpp"

#include <algorithm>
#include <set>

#include "domain/dossiers/scheme_rules.hpp"
#include "domain/values/branches.hpp"
#include "domain/values/calendar.hpp"
#include "util/decimal.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

using util::contains;
using util::Error;
using util::fold;
using util::format_decimal;
using util::total_of;

constexpr int k_days_to_send_a_contract =
  5; // of apprenticeship working days (D6224-1), of professionnalisation days (D6325-1)

std::string hours_text(std::int64_t hundredths)
{
  return format_decimal(hundredths, 2);
}

bool is_contract(Scheme scheme)
{
  return scheme == Scheme::apprenticeship || scheme == Scheme::professionnalisation;
}

// Collects what is found, place by place.
class RequestFindings
{
public:
  void blocks(Error error, const std::string& member)
  {
    m_found.push_back({Severity::blocks, error.at(member)});
  }
  void warns(Error error, const std::string& member)
  {
    m_found.push_back({Severity::warns, error.at(member)});
  }
  void require(bool present, const char* member)
  {
    if (!present) {
      blocks({"request.required", {member}}, member);
    }
  }
  Findings take() { return std::move(m_found); }

private:
  Findings m_found;
};

void require_terms(RequestFindings& found, const FundingRequest& request)
{
  found.require(request.start.has_value(), "start");
  found.require(request.end.has_value(), "end");
  found.require(request.hours.has_value(), "hours");
  found.require(request.mode.has_value(), "mode");
}

void look_at_members(RequestFindings& found, const FundingRequest& request)
{
  found.require(!request.title.empty(), "title");
  found.require(request.provider.has_value(), "provider_siret");
  require_terms(found, request);
  found.require(!request.trainees.empty(), "employees");
  found.require(request.teaching_cost.has_value(), "teaching_cost");
}

void look_at_order(RequestFindings& found, const FundingRequest& request)
{
  if (request.start && request.end && *request.end < *request.start) {
    found.blocks({"request.dates", {request.start->text(), request.end->text()}}, "end");
  }
}

// A contract may still come late, a training may not.
void look_at_sending(RequestFindings& found, const FundingRequest& request, Date start, Date today,
                     Date last)
{
  if (today <= last) {
    return;
  }
  if (is_contract(request.scheme)) {
    found.warns({"request.transmission_late", {start.text(), last.text()}}, "start");
  } else {
    found.blocks({"request.late", {start.text(), today.text()}}, "start");
  }
}

void look_at_dates(RequestFindings& found, const FundingRequest& request, const RequestFacts& facts)
{
  look_at_order(found, request);
  if (request.start) {
    const Date last = last_day_to_send(request.scheme, *request.start, facts.zone);
    look_at_sending(found, request, *request.start, facts.today, last);
  }
}

void look_at_members(RequestFindings& found, const TrainingModule& module, std::size_t at)
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

bool has_hours(const TrainingModule& module)
{
  return module.hours.has_value();
}

bool has_cost(const TrainingModule& module)
{
  return module.cost.has_value();
}

// Of modules that all have theirs.
std::int64_t hours_together(const std::vector<TrainingModule>& modules)
{
  std::int64_t sum = 0;
  for (const TrainingModule& module : modules) {
    sum += *module.hours;
  }
  return sum;
}

void look_at_hours_of_modules(RequestFindings& found, const FundingRequest& request)
{
  if (!request.hours || !std::ranges::all_of(request.modules, has_hours)) {
    return;
  }
  const std::int64_t hours = hours_together(request.modules);
  if (hours != *request.hours) {
    found.blocks({"request.module_hours", {hours_text(hours), hours_text(*request.hours)}},
                 "hours");
  }
}

void look_at_cost_of_modules(RequestFindings& found, const FundingRequest& request)
{
  if (!request.teaching_cost || !std::ranges::all_of(request.modules, has_cost)) {
    return;
  }
  const auto cost_of = [](const TrainingModule& module) { return *module.cost; };
  const Money cost = total_of(request.modules, cost_of);
  if (cost != *request.teaching_cost) {
    found.blocks({"request.module_costs", {cost.text(), request.teaching_cost->text()}},
                 "teaching_cost");
  }
}

void look_at_modules(RequestFindings& found, const FundingRequest& request)
{
  if (request.modules.empty()) {
    return;
  }
  for (std::size_t i = 0; i < request.modules.size(); ++i) {
    look_at_members(found, request.modules[i], i);
  }
  look_at_hours_of_modules(found, request);
  look_at_cost_of_modules(found, request);
}

bool is_stranger(const Trainee& trainee, const RequestFacts& facts)
{
  return contains(facts.strangers, trainee.name);
}

void look_at_hours(RequestFindings& found, const Trainee& trainee, const FundingRequest& request)
{
  if (trainee.hours && request.hours && *trainee.hours > *request.hours) {
    found.blocks({"request.trainee_hours",
                  {trainee.name, hours_text(*trainee.hours), hours_text(*request.hours)}},
                 "employees");
  }
}

void look_at_trainees(RequestFindings& found, const FundingRequest& request,
                      const RequestFacts& facts)
{
  std::set<std::string> seen;
  for (const Trainee& trainee : request.trainees) {
    if (!seen.insert(fold(trainee.name)).second) {
      found.warns({"request.trainee_twice", {trainee.name}}, "employees");
    } else if (is_stranger(trainee, facts)) {
      found.warns({"request.trainee_unknown", {trainee.name}}, "employees");
    }
    look_at_hours(found, trainee, request);
  }
}

void look_at_co_funding(RequestFindings& found, const FundingRequest& request)
{
  const Money together = request.asked() + request.co_funding.value_or(Money{});
  if (request.co_funding && together > request.costs()) {
    found.blocks({"request.co_funded_over", {together.text(), request.costs().text()}},
                 "co_funding");
  }
}

void look_at_money(RequestFindings& found, const FundingRequest& request)
{
  const Money costs = request.costs();
  if (request.requested && *request.requested > costs) {
    found.blocks({"request.requested_over", {request.requested->text(), costs.text()}},
                 "requested_amount");
  } else {
    look_at_co_funding(found, request);
  }
}

bool is_given_by_another(const FundingRequest& request)
{
  return request.internal.value_or(false) && request.provider &&
         request.provider->siren() != request.siret.siren();
}

void look_at_companies(RequestFindings& found, const FundingRequest& request,
                       const RequestFacts& facts)
{
  for (const Siret closed : facts.closed) {
    found.blocks({"request.closed", {closed.digits()}},
                 closed == request.siret ? "siret" : "provider_siret");
  }
  for (const Siret provider : facts.not_certified) {
    found.warns({"request.not_certified", {provider.digits()}}, "provider_siret");
  }
  if (is_given_by_another(request)) {
    found.warns({"request.internal_provider", {request.provider->digits()}}, "internal");
  }
}

void look_at_mode(RequestFindings& found, const FundingRequest& request)
{
  const bool is_other = request.mode.value_or(Mode::afest) != Mode::afest;
  if (request.scheme == Scheme::afest && is_other) {
    found.blocks({"request.mode_scheme", {to_text(*request.mode), to_text(request.scheme)}},
                 "mode");
  }
}

void look_at_branch(RequestFindings& found, const std::string& idcc)
{
  const OpcoOfBranch* opco = find_opco(idcc);
  if (opco != nullptr && opco->opco != "OPCO Atlas") {
    found.warns({"request.other_opco", {idcc, std::string(opco->opco)}}, "siret");
  }
}

void look_at_documents(RequestFindings& found, Scheme scheme, const DocumentUses& attached)
{
  const DocumentUses missing = missing_documents({scheme}, attached);
  if (!missing.empty()) {
    found.warns({"request.documents_missing", {joined(missing)}}, "documents");
  }
}

void look_at_circumstances(RequestFindings& found, const FundingRequest& request,
                           const RequestFacts& facts)
{
  look_at_mode(found, request);
  look_at_companies(found, request, facts);
  look_at_branch(found, facts.idcc);
  look_at_documents(found, request.scheme, facts.documents);
}

} // namespace

Date last_day_to_send(Scheme scheme, Date start, Zone zone)
{
  if (scheme == Scheme::apprenticeship) {
    return plus_working_days(start, k_days_to_send_a_contract, zone);
  }
  return plus_days(start, is_contract(scheme) ? k_days_to_send_a_contract : -1);
}

Findings findings(const FundingRequest& request, const RequestFacts& facts)
{
  RequestFindings found;
  look_at_members(found, request);
  look_at_dates(found, request, facts);
  look_at_modules(found, request);
  look_at_trainees(found, request, facts);
  look_at_money(found, request);
  look_at_circumstances(found, request, facts);
  Findings all = found.take();
  const Findings of_scheme = scheme_findings(request);
  all.insert(all.end(), of_scheme.begin(), of_scheme.end());
  return all;
}

} // namespace myatlas::domain
