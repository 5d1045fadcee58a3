#include "services/dossiers/contracts.hpp"

#include <algorithm>

#include "domain/dossiers/request_edit.hpp"
#include "services/dossiers/amendment_checks.hpp"
#include "services/dossiers/contract_terms.hpp"
#include "services/dossiers/facts.hpp"
#include "services/dossiers/seen_request.hpp"
#include "services/dossiers/side_cost_limits.hpp"
#include "services/dossiers/side_costs.hpp"
#include "services/form_values.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

// A contract as it was given, and what is found.
struct Looked
{
  domain::Contract contract;
  util::Errors problems, warnings;
};

Looked read(const domain::Contract::Values& values)
{
  Looked looked;
  looked.contract = domain::Contract::read(values, looked.problems, looked.warnings);
  return looked;
}

// The dossier of the same contract, when the CFA sent it before.
std::optional<std::string> sent_before(const Context& context, const domain::Contract& contract,
                                       const domain::Account& cfa)
{
  return context.store.contracts().number_of_same(contract, cfa.provider->siret.siren());
}

// What a contract is for: the dossier it completes or amends, or a new one; then `twin` is the
// number of the same sent before.
struct Aim
{
  std::optional<domain::FundingRequest> before;
  std::optional<std::string> twin;
};

// Adds what speaks against it.
void look_at(const Context& context, Looked& looked, const domain::Account& cfa,
             const domain::RateTable& rates, const Aim& aim)
{
  const auto& before = aim.before;
  domain::ContractFacts facts = facts_about(context, looked.contract, context.today(), &rates);
  facts.cfa = cfa.provider->siret.siren();
  if (before) {
    facts.documents = domain::uses_of(context.store.funding_requests().documents(*before));
    facts.first_conclusion = first_conclusion(context, *before, looked.contract);
  }
  for (const domain::Finding& finding : domain::contract_findings(looked.contract, facts)) {
    const auto same_place = [&](const util::Error& e) {
      return e.where.column == finding.error.where.column;
    };
    const bool is_absence =
      finding.error.code == "contract.required" || finding.error.code == "contract.no_nir";
    const bool told = is_absence && std::ranges::any_of(looked.problems, same_place);
    if (!told) { // a value that is wrong is not missing besides
      (finding.severity == domain::Severity::blocks ? looked.problems : looked.warnings)
        .push_back(finding.error);
    }
  }
  const bool amends = looked.contract.is_amendment();
  if (before && before->state == domain::RequestState::engage && !amends) {
    looked.problems.push_back(
      util::Error{"contract.not_amendment", {before->number}}.at("contrat.typeContratApp"));
  } else if (!before && amends) {
    looked.problems.push_back(
      util::Error{"contract.amends", {looked.contract.text("contrat.typeContratApp")}}.at(
        "contrat.typeContratApp"));
  }
  if (before && before->state == domain::RequestState::engage && amends) {
    const AmendmentFindings found = amendment_findings(context, *before, looked.contract);
    looked.problems.insert(looked.problems.end(), found.problems.begin(), found.problems.end());
    looked.warnings.insert(looked.warnings.end(), found.warnings.begin(), found.warnings.end());
  }
  if (aim.twin) {
    looked.problems.push_back(util::Error{"contract.exists", {*aim.twin}}.at("apprenti.nom"));
  }
}

// The dossier a number names, of the CFA that acts: request.unknown, contract.none.
util::Result<domain::FundingRequest> dossier_of(const Context& context, const domain::Account& cfa,
                                                const std::string& number)
{
  util::Result<domain::FundingRequest> request = seen_request(context, number);
  if (!request) {
    return request;
  }
  const bool is_own =
    request->provider && request->provider->siren() == cfa.provider->siret.siren();
  if (!is_own || !has_contract(context, *request)) {
    return util::Error{"contract.none", {request->number}}.at("request");
  }
  return request;
}

// A contract that names no dossier is meant to be a new one.
util::Result<Aim> aim_of(const Context& context, const ContractForm& form,
                         const domain::Contract& contract, const domain::Account& cfa)
{
  if (form.request.empty()) {
    return Aim{std::nullopt, sent_before(context, contract, cfa)};
  }
  TRY_ASSIGN(const domain::FundingRequest request, dossier_of(context, cfa, form.request));
  return Aim{request, std::nullopt};
}

domain::RequestEvent event_on(const std::optional<domain::FundingRequest>& before)
{
  if (!before) {
    return domain::RequestEvent::submit;
  }
  return before->state == domain::RequestState::incomplet ? domain::RequestEvent::complete
                                                          : domain::RequestEvent::amend;
}

// An amendment that takes the place of one that waits is told as such.
domain::RequestEvent told_as(const Context& context, const domain::FundingRequest& request,
                             domain::RequestEvent event)
{
  const bool replaces =
    event == domain::RequestEvent::amend &&
    context.store.contracts().amendment(context.store.funding_requests().key(request.number));
  return replaces ? domain::RequestEvent::replace_amendment : event;
}

domain::Money sum_of(const std::vector<domain::Instalment>& schedule)
{
  domain::Money sum;
  for (const domain::Instalment& instalment : schedule) {
    sum = sum + instalment.amount;
  }
  return sum;
}

// By their paths alone: what they say is kept sealed.
std::string changed_paths(const domain::Contract& before, const domain::Contract& after)
{
  std::vector<std::string> paths;
  for (const domain::AmendedMember& member : domain::changed_members(before, after)) {
    paths.push_back(member.path);
  }
  return domain::joined(paths);
}

util::Result<PreparedContract> prepared(const Context& context, Looked looked,
                                        const domain::Account& cfa, const domain::RateTable& rates,
                                        const Aim& aim)
{
  const auto& before = aim.before;
  const domain::RequestEvent event = event_on(before);
  TRY_ASSIGN(const auto next, (before ? domain::after(before->number, before->state, event)
                                      : util::Result(domain::RequestState::transmis))
                                .or_at("request"));
  look_at(context, looked, cfa, rates, aim);
  if (event == domain::RequestEvent::complete) { // what is only a warning of a contract that is
                                                 // sent is what it waits for now
    const auto missing = domain::missing_documents(
      domain::documents_case(looked.contract),
      domain::uses_of(context.store.funding_requests().documents(*before)));
    if (!missing.empty()) {
      looked.problems.push_back(
        util::Error{"request.documents_missing", {domain::joined(missing)}}.at("documents"));
    }
  }
  if (!looked.problems.empty()) {
    return looked.problems;
  }
  domain::FundingRequest request = before ? *before
                                          : domain::FundingRequest{.siret = cfa.provider->siret,
                                                                   .created_by = cfa.id,
                                                                   .created = context.now()};
  if (before && request.siret.siren() !=
                  domain::Siret::parse(looked.contract.text("employeur.siret"))->siren()) {
    return util::Error{"contract.other_company", {request.number}}.at("employeur.siret");
  }
  if (event != domain::RequestEvent::amend) { // which changes nothing before it is accepted
    put_into(request, looked.contract);
  }
  request.state = next;
  const std::string changed = event == domain::RequestEvent::complete
                                ? changed_paths(*contract_of(context, *before), looked.contract)
                                : "";
  return PreparedContract{.before = before,
                          .request = request,
                          .event = before ? told_as(context, *before, event) : event,
                          .contract = looked.contract,
                          .warnings = looked.warnings,
                          .changed = changed};
}

// The contract, or the amendment that waits for the OPCO; the dossier itself and its history are
// the caller's.
void write(const Context& context, PreparedContract& contract)
{
  domain::FundingRequest& request = contract.request;
  if (request.number.empty()) {
    request.number = context.store.funding_requests().next_number(context.today().year());
    context.store.funding_requests().put(request); // the contract hangs on it
  }
  const std::int64_t dossier = context.store.funding_requests().key(request.number);
  if (contract.event == domain::RequestEvent::amend ||
      contract.event == domain::RequestEvent::replace_amendment) {
    context.store.contracts().put_amendment(dossier, contract.contract, context.actor.name(),
                                            context.now());
  } else {
    context.store.contracts().put(dossier, contract.contract, context.actor.name(), context.now());
  }
}

} // namespace

void put_into(domain::FundingRequest& request, const domain::Contract& contract)
{
  request.siret = *domain::Siret::parse(contract.text("employeur.siret"));
  request.scheme = domain::Scheme::apprenticeship;
  request.title = contract.text("formation.intituleQualification");
  request.provider = *domain::Siret::parse(contract.text("organismeFormation.siret"));
  request.start = contract.date("contrat.dateDebutContrat");
  request.end = contract.date("contrat.dateFinContrat");
  request.hours = contract.number("formation.dureeFormation") * 100;
  const std::int64_t distance = contract.number("formation.nombreHeuresEnDistanciel");
  request.mode = distance == 0                      ? domain::Mode::presentiel
                 : distance * 100 >= *request.hours ? domain::Mode::distanciel
                                                    : domain::Mode::mixte;
  request.certification = contract.text("formation.rncp");
  request.trainees = {{contract.text("apprenti.prenom") + " " + contract.text("apprenti.nom"), "",
                       std::nullopt, std::nullopt}};
}

util::Result<domain::Account> acting_cfa(const Context& context)
{
  util::Result<domain::Account> account = acting_as(context, domain::Profile::provider);
  const auto is_cfa =
    [&](const domain::ProviderIdentity& provider) { // by its own word alone it is none
      return provider.uai && (provider.state == domain::ProviderState::approved ||
                              context.store.accounts().is_uai_approved(provider.siret.siren(),
                                                                       provider.uai->text()));
    };
  if (account && (!account->provider || !is_cfa(*account->provider))) {
    return util::Error{"contract.cfa_only", {}};
  }
  return account;
}

util::Result<std::vector<domain::Finding>>
check_contract(const Context& context, const ContractForm& form, const domain::RateTable& rates)
{
  TRY_ASSIGN(const domain::Account cfa, acting_cfa(context));
  Looked looked = read(form.values);
  TRY_ASSIGN(const auto aim, aim_of(context, form, looked.contract, cfa));
  look_at(context, looked, cfa, rates, aim);
  std::vector<domain::Finding> found;
  for (const auto& [severity, errors] : {std::pair{domain::Severity::blocks, &looked.problems},
                                         {domain::Severity::warns, &looked.warnings}}) {
    for (const util::Error& error : *errors) {
      found.push_back({severity, error});
    }
  }
  return found;
}

util::Result<PreparedContract> prepare_contract(const Context& context, const ContractForm& form,
                                                const domain::RateTable& rates)
{
  TRY_ASSIGN(const domain::Account cfa, acting_cfa(context));
  Looked looked = read(form.values);
  const std::string number =
    form.request.empty() ? sent_before(context, looked.contract, cfa).value_or("") : form.request;
  Aim aim;
  if (!number.empty()) {
    TRY_ASSIGN(const domain::FundingRequest request, dossier_of(context, cfa, number));
    aim.before = request;
    const auto waits =
      context.store.contracts().amendment(context.store.funding_requests().key(request.number));
    const domain::Contract kept = waits ? waits->contract : *contract_of(context, request);
    if (looked.problems.empty() && is_same(looked.contract, kept)) {
      return PreparedContract{.before = aim.before,
                              .request = request,
                              .event = domain::RequestEvent::edit,
                              .contract = looked.contract,
                              .warnings = looked.warnings,
                              .unchanged = true};
    }
  }
  return prepared(context, std::move(looked), cfa, rates, aim);
}

void put_contract(const Context& context, PreparedContract& prepared)
{
  write(context, prepared);
  prepared.request.changed = context.now();
  store::FundingRequests requests = context.store.funding_requests();
  requests.put(prepared.request);
  requests.add_change(prepared.request, {context.now(), context.actor.name(), prepared.event,
                                         prepared.request.state, prepared.changed});
}

util::Result<WrittenRequest> submit_contract(const Context& context, const ContractForm& form,
                                             const domain::RateTable& rates)
{
  TRY_ASSIGN(const domain::Account cfa, acting_cfa(context));
  store::Transaction transaction(context.store, context.deed());
  Looked looked = read(form.values);
  TRY_ASSIGN(const auto aim, aim_of(context, form, looked.contract, cfa));
  TRY_ASSIGN(PreparedContract contract, prepared(context, std::move(looked), cfa, rates, aim));
  write(context, contract);
  record_change(context, transaction, contract.before ? *contract.before : contract.request,
                contract.request, contract.event, contract.changed);
  transaction.commit();
  return WrittenRequest{contract.request, contract.warnings};
}

util::Result<domain::Money> fund_contract(const Context& context,
                                          const domain::FundingRequest& request,
                                          const FundingForm& form)
{
  util::Errors problems;
  store::ContractFunding funding;
  domain::Money side_costs;
  require({{"npec", &form.yearly}}, problems);
  take(funding.yearly, form.yearly, domain::parse_positive, "npec", problems);
  take(side_costs, form.side_costs, domain::parse_non_negative, "side_costs", problems);
  const std::int64_t dossier = context.store.funding_requests().key(request.number);
  const auto contract = context.store.contracts().find(dossier);
  const std::map<domain::CostNature, domain::Money> agreed =
    agreed_in(form.by_nature, contract, request.number, problems);
  for (const auto& [nature, amount] : agreed) {
    side_costs = side_costs + amount;
  }
  if (!contract) {
    problems.push_back(util::Error{"contract.none", {request.number}}.at("npec"));
  } else if (form.trainee_period) {
    funding.trainee_from =
      domain::trainee_from(*contract, *context.store.contracts().original(dossier));
    if (!funding.trainee_from) {
      problems.push_back(
        util::Error{"contract.no_trainee_period", {request.number}}.at("trainee_period"));
    }
  }
  if (!problems.empty()) {
    return problems;
  }
  const std::vector<domain::Instalment> schedule =
    domain::schedule(terms_as_it_is(context, dossier, funding));
  context.store.contracts().fund(dossier, funding, schedule);
  context.store.contracts().agree_side_costs(dossier, agreed);
  return sum_of(schedule) + side_costs;
}

domain::Money side_costs_of_any_nature(const Context& context,
                                       const domain::FundingRequest& request)
{
  const std::int64_t dossier = context.store.funding_requests().key(request.number);
  const domain::Money teaching = store::total(context.store.contracts().instalments(dossier));
  return limits_of(context, dossier, request.broken_off,
                   request.accepted.value_or(teaching) - teaching)
    .of_any;
}

std::optional<domain::Money> fund_again(const Context& context,
                                        const domain::FundingRequest& request, const Ending& ending,
                                        domain::Money of_any_nature)
{
  store::Contracts contracts = context.store.contracts();
  const std::int64_t dossier = context.store.funding_requests().key(request.number);
  auto funding = contracts.funding(dossier);
  if (!funding || !contracts.has(dossier) ||
      funding->yearly.cents == 0) { // of an OPCO that made the schedule itself
    return request.accepted;
  }
  funding->ended = ending.broken_off;
  funding->in_probation = ending.in_probation;
  if (const domain::Contract contract = *contracts.find(dossier);
      funding->trainee_from) { // the day is the contract's; that it is funded, the OPCO's
    const auto from = domain::trainee_from(contract, *contracts.original(dossier));
    funding->trainee_from = from ? from : contract.date("contrat.dateDebutContrat");
  }
  const std::vector<domain::Instalment> schedule = domain::continued(
    domain::schedule(terms_as_it_is(context, dossier, *funding)), contracts.schedule(dossier));
  contracts.fund(dossier, *funding, schedule);
  const domain::Money by_name = agreed_by_name(limits_of(context, dossier, ending.broken_off, {}));
  return sum_of(schedule) + of_any_nature + by_name;
}

util::Result<InstalmentView> list_instalments(const Context& context, const std::string& number)
{
  TRY_ASSIGN(const domain::FundingRequest request, shown_request(context, number));
  InstalmentView view{request.number, schedule_of(context, request), Labels(context).of(request)};
  if (view.instalments.empty()) {
    return util::Error{"contract.no_schedule", {request.number}}.at("request");
  }
  return view;
}

} // namespace myatlas::services
