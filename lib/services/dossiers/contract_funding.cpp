#include "services/dossiers/contract_funding.hpp"

#include "services/dossiers/contract_terms.hpp"
#include "services/dossiers/seen_request.hpp"
#include "services/dossiers/side_cost_limits.hpp"
#include "services/dossiers/side_costs.hpp"
#include "services/form_values.hpp"
#include "util/ranges.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Contract;
using domain::FundingRequest;
using domain::Money;
using store::ContractFunding;

Money schedule_total(const domain::Instalments& schedule)
{
  return util::total_of(schedule, &domain::Instalment::amount);
}

// The first day of the time before the contract that is funded besides, where it is meant to be.
std::optional<domain::Date> first_day_as_trainee(const Context& context, std::int64_t dossier,
                                                 const Contract& contract)
{
  return domain::trainee_from(contract, *context.store.contracts().original(dossier));
}

Error no_contract_to_fund(const FundingRequest& request)
{
  return Error{"contract.none", {request.number}}.at("npec");
}

Error no_trainee_period(const FundingRequest& request)
{
  return Error{"contract.no_trainee_period", {request.number}}.at("trainee_period");
}

// What a contract is funded with, as its form says it, and what is wrong with that.
struct FundingDraft
{
  const Context& context;
  const FundingRequest& request;
  const FundingForm& form;
  std::int64_t dossier = key_of(context, request);
  std::optional<Contract> contract = context.store.contracts().find(dossier);
  ContractFunding funding = {};
  Money side_costs = {};
  CostSums agreed = {};
  Errors problems = {};

  void take_amounts();
  void take_agreed();
  void take_trainee_period();
  Money put();
};

void FundingDraft::take_amounts()
{
  require({{"npec", &form.yearly}}, problems);
  take(funding.yearly, form.yearly, domain::parse_positive, "npec", problems);
  take(side_costs, form.side_costs, domain::parse_non_negative, "side_costs", problems);
}

void FundingDraft::take_agreed()
{
  agreed = agreed_in(form.by_nature, contract, request.number, problems);
  for (const auto& [nature, amount] : agreed) {
    side_costs += amount;
  }
}

void FundingDraft::take_trainee_period()
{
  funding.trainee_from = first_day_as_trainee(context, dossier, *contract);
  if (!funding.trainee_from) {
    problems.push_back(no_trainee_period(request));
  }
}

// What it comes to.
Money FundingDraft::put()
{
  const auto schedule = domain::schedule(terms_as_it_is(context, dossier, funding));
  context.store.contracts().fund(dossier, funding, schedule);
  context.store.contracts().agree_side_costs(dossier, agreed);
  return schedule_total(schedule) + side_costs;
}

// An OPCO that made the schedule itself did not tell its level.
bool is_schedule_ours(const std::optional<ContractFunding>& funding)
{
  return funding && funding->yearly.cents != 0;
}

// The day is the contract's; that it is funded, the OPCO's.
void move_trainee_period(const Context& context, std::int64_t dossier, ContractFunding& funding)
{
  if (funding.trainee_from) {
    const Contract contract = *context.store.contracts().find(dossier);
    const auto from = first_day_as_trainee(context, dossier, contract);
    funding.trainee_from = from ? from : contract.date("contrat.dateDebutContrat");
  }
}

// What it comes to, made anew of what was funded before.
Money schedule_anew(const Context& context, std::int64_t dossier, const ContractFunding& funding)
{
  store::Contracts contracts = context.store.contracts();
  const auto schedule = domain::continued(
    domain::schedule(terms_as_it_is(context, dossier, funding)), contracts.schedule(dossier));
  contracts.fund(dossier, funding, schedule);
  return schedule_total(schedule);
}

Error no_schedule(const FundingRequest& request)
{
  return Error{"contract.no_schedule", {request.number}}.at("request");
}

} // namespace

Result<Money> fund_contract(const Context& context, const FundingRequest& request,
                            const FundingForm& form)
{
  FundingDraft draft{context, request, form};
  draft.take_amounts();
  draft.take_agreed();
  if (!draft.contract) {
    draft.problems.push_back(no_contract_to_fund(request));
  } else if (form.trainee_period) {
    draft.take_trainee_period();
  }
  if (!draft.problems.empty()) {
    return draft.problems;
  }
  return draft.put();
}

Money side_costs_of_any_nature(const Context& context, const FundingRequest& request)
{
  const std::int64_t dossier = key_of(context, request);
  const Money teaching = store::total(context.store.contracts().instalments(dossier));
  return limits_of(context, dossier, request.broken_off,
                   request.accepted.value_or(teaching) - teaching)
    .of_any;
}

std::optional<Money> fund_again(const Context& context, const FundingRequest& request,
                                const Ending& ending, Money of_any_nature)
{
  const std::int64_t dossier = key_of(context, request);
  auto funding = context.store.contracts().funding(dossier);
  if (!is_schedule_ours(funding) || !context.store.contracts().has(dossier)) {
    return request.accepted;
  }
  funding->ended = ending.broken_off;
  funding->in_probation = ending.in_probation;
  move_trainee_period(context, dossier, *funding);
  const Money teaching = schedule_anew(context, dossier, *funding);
  const Money by_name = agreed_by_name(limits_of(context, dossier, ending.broken_off, {}));
  return teaching + of_any_nature + by_name;
}

Result<InstalmentView> list_instalments(const Context& context, const std::string& number)
{
  TRY_ASSIGN(const FundingRequest request, shown_request(context, number));
  InstalmentView view{request.number, schedule_of(context, request), Labels(context).of(request)};
  if (view.instalments.empty()) {
    return no_schedule(request);
  }
  return view;
}

} // namespace myatlas::services
