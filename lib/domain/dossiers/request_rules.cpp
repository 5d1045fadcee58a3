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

using util::Error;
using util::total_of;

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

// Collects what is found of a request, place by place.
class RequestExamination
{
public:
  RequestExamination(const FundingRequest& request, const RequestFacts& facts)
    : m_request(request), m_facts(facts)
  {
  }

  Findings all();

private:
  void add(Severity severity, const Error& error, const std::string& member)
  {
    m_found.push_back({severity, error.at(member)});
  }
  void blocks(const Error& error, const std::string& member)
  {
    add(Severity::blocks, error, member);
  }
  void warns(const Error& error, const std::string& member) { add(Severity::warns, error, member); }
  void require(bool present, const char* member)
  {
    if (!present) {
      blocks({"request.required", {member}}, member);
    }
  }
  template <typename Value>
  void require(const std::optional<Value>& told, const char* member)
  {
    require(told.has_value(), member);
  }
  void require_terms();
  void require_training();
  void look_at_members();
  void look_at_order();
  void look_at_sending(Date start, Date today, Date last);
  void look_at_dates();
  void look_at_module(const TrainingModule& module, std::size_t at);
  bool all_of_modules(bool (*holds)(const TrainingModule&)) const;
  void compare_hours(std::int64_t told, std::int64_t of_modules);
  void look_at_hours_of_modules();
  void compare_costs(Money told, Money of_modules);
  void look_at_cost_of_modules();
  void look_at_each_module();
  void look_at_modules();
  void look_at_hours(const Trainee& trainee);
  void look_at_name(const Trainee& trainee, bool is_new);
  void look_at_trainees();
  void look_at_co_funding();
  void blocks_over(Money requested);
  void look_at_money();
  const char* member_of(Siret siret) const;
  void look_at_register();
  void look_at_companies();
  void look_at_mode();
  void look_at_branch();
  DocumentUses documents_missing() const;
  void look_at_documents();
  void look_at_circumstances();

  const FundingRequest& m_request;
  const RequestFacts& m_facts;
  Findings m_found;
};

void RequestExamination::require_terms()
{
  require(m_request.start, "start");
  require(m_request.end, "end");
  require(m_request.hours, "hours");
  require(m_request.mode, "mode");
}

void RequestExamination::require_training()
{
  require(!m_request.title.empty(), "title");
  require(m_request.provider, "provider_siret");
  require_terms();
}

void RequestExamination::look_at_members()
{
  require_training();
  require(!m_request.trainees.empty(), "employees");
  require(m_request.teaching_cost, "teaching_cost");
}

void RequestExamination::look_at_order()
{
  const auto &start = m_request.start, &end = m_request.end;
  if (start && end && *end < *start) {
    blocks({"request.dates", {start->text(), end->text()}}, "end");
  }
}

// A contract may still come late, a training may not.
void RequestExamination::look_at_sending(Date start, Date today, Date last)
{
  if (today <= last) {
    return;
  }
  if (is_contract(m_request.scheme)) {
    warns({"request.transmission_late", {start.text(), last.text()}}, "start");
  } else {
    blocks({"request.late", {start.text(), today.text()}}, "start");
  }
}

void RequestExamination::look_at_dates()
{
  look_at_order();
  if (m_request.start) {
    const Date last = last_day_to_send(m_request.scheme, *m_request.start, m_facts.zone);
    look_at_sending(*m_request.start, m_facts.today, last);
  }
}

void RequestExamination::look_at_module(const TrainingModule& module, std::size_t at)
{
  const std::string place = "modules[" + std::to_string(at) + "].";
  for (const auto& [member, present] : {std::pair{"title", !module.title.empty()},
                                        {"provider_siret", module.provider.has_value()},
                                        {"hours", module.hours.has_value()},
                                        {"teaching_cost", module.cost.has_value()}}) {
    if (!present) {
      blocks({"request.module_required", {std::to_string(at + 1), member}}, place + member);
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

// Of a module that has them.
std::int64_t hours_of(const TrainingModule& module)
{
  return *module.hours;
}

Money cost_of(const TrainingModule& module)
{
  return *module.cost;
}

bool RequestExamination::all_of_modules(bool (*holds)(const TrainingModule&)) const
{
  return std::ranges::all_of(m_request.modules, holds);
}

void RequestExamination::compare_hours(std::int64_t told, std::int64_t of_modules)
{
  if (of_modules != told) {
    blocks({"request.module_hours", {hours_text(of_modules), hours_text(told)}}, "hours");
  }
}

void RequestExamination::look_at_hours_of_modules()
{
  if (m_request.hours && all_of_modules(has_hours)) {
    compare_hours(*m_request.hours, total_of(m_request.modules, hours_of));
  }
}

void RequestExamination::compare_costs(Money told, Money of_modules)
{
  if (of_modules != told) {
    blocks({"request.module_costs", {of_modules.text(), told.text()}}, "teaching_cost");
  }
}

void RequestExamination::look_at_cost_of_modules()
{
  if (m_request.teaching_cost && all_of_modules(has_cost)) {
    compare_costs(*m_request.teaching_cost, total_of(m_request.modules, cost_of));
  }
}

void RequestExamination::look_at_each_module()
{
  for (std::size_t i = 0; i < m_request.modules.size(); ++i) {
    look_at_module(m_request.modules[i], i);
  }
}

void RequestExamination::look_at_modules()
{
  if (!m_request.modules.empty()) {
    look_at_each_module();
    look_at_hours_of_modules();
    look_at_cost_of_modules();
  }
}

bool is_stranger(const Trainee& trainee, const RequestFacts& facts)
{
  return util::contains(facts.strangers, trainee.name);
}

Error more_than_training(const std::string& trainee, std::int64_t hours, std::int64_t of_training)
{
  return {"request.trainee_hours", {trainee, hours_text(hours), hours_text(of_training)}};
}

void RequestExamination::look_at_hours(const Trainee& trainee)
{
  const auto &hours = trainee.hours, &most = m_request.hours;
  if (hours && most && *hours > *most) {
    blocks(more_than_training(trainee.name, *hours, *most), "employees");
  }
}

void RequestExamination::look_at_name(const Trainee& trainee, bool is_new)
{
  if (!is_new) {
    warns({"request.trainee_twice", {trainee.name}}, "employees");
  } else if (is_stranger(trainee, m_facts)) {
    warns({"request.trainee_unknown", {trainee.name}}, "employees");
  }
}

void RequestExamination::look_at_trainees()
{
  std::set<std::string> seen;
  for (const Trainee& trainee : m_request.trainees) {
    look_at_name(trainee, seen.insert(util::fold(trainee.name)).second);
    look_at_hours(trainee);
  }
}

void RequestExamination::look_at_co_funding()
{
  const Money together = m_request.asked() + *m_request.co_funding, costs = m_request.costs();
  if (together > costs) {
    blocks({"request.co_funded_over", {together.text(), costs.text()}}, "co_funding");
  }
}

void RequestExamination::blocks_over(Money requested)
{
  blocks({"request.requested_over", {requested.text(), m_request.costs().text()}},
         "requested_amount");
}

void RequestExamination::look_at_money()
{
  if (m_request.requested > m_request.costs()) {
    blocks_over(*m_request.requested);
  } else if (m_request.co_funding) {
    look_at_co_funding();
  }
}

bool is_given_by_another(const FundingRequest& request)
{
  return request.internal.value_or(false) && request.provider &&
         request.provider->siren() != request.siret.siren();
}

const char* RequestExamination::member_of(Siret siret) const
{
  return siret == m_request.siret ? "siret" : "provider_siret";
}

void RequestExamination::look_at_register()
{
  for (const Siret closed : m_facts.closed) {
    blocks({"request.closed", {closed.digits()}}, member_of(closed));
  }
}

void RequestExamination::look_at_companies()
{
  look_at_register();
  for (const Siret provider : m_facts.not_certified) {
    warns({"request.not_certified", {provider.digits()}}, "provider_siret");
  }
  if (is_given_by_another(m_request)) {
    warns({"request.internal_provider", {m_request.provider->digits()}}, "internal");
  }
}

void RequestExamination::look_at_mode()
{
  const bool is_other = m_request.mode.value_or(Mode::afest) != Mode::afest;
  if (m_request.scheme == Scheme::afest && is_other) {
    blocks({"request.mode_scheme", {to_text(*m_request.mode), to_text(m_request.scheme)}}, "mode");
  }
}

void RequestExamination::look_at_branch()
{
  const std::string& idcc = m_facts.idcc;
  const OpcoOfBranch* opco = find_opco(idcc);
  if (opco != nullptr && opco->opco != "OPCO Atlas") {
    warns({"request.other_opco", {idcc, std::string(opco->opco)}}, "siret");
  }
}

DocumentUses RequestExamination::documents_missing() const
{
  return missing_documents({m_request.scheme}, m_facts.documents);
}

void RequestExamination::look_at_documents()
{
  const DocumentUses missing = documents_missing();
  if (!missing.empty()) {
    warns({"request.documents_missing", {joined(missing)}}, "documents");
  }
}

void RequestExamination::look_at_circumstances()
{
  look_at_mode();
  look_at_companies();
  look_at_branch();
  look_at_documents();
}

Findings RequestExamination::all()
{
  look_at_members();
  look_at_dates();
  look_at_modules();
  look_at_trainees();
  look_at_money();
  look_at_circumstances();
  return std::move(m_found);
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
  Findings all = RequestExamination(request, facts).all();
  const Findings of_scheme = scheme_findings(request);
  all.insert(all.end(), of_scheme.begin(), of_scheme.end());
  return all;
}

} // namespace myatlas::domain
