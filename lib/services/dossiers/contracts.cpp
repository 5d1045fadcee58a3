#include "services/dossiers/contracts.hpp"

#include "domain/dossiers/amendment.hpp"
#include "domain/dossiers/request_edit.hpp"
#include "services/dossiers/amendment_checks.hpp"
#include "services/dossiers/checked_contract.hpp"
#include "services/dossiers/facts.hpp"
#include "services/dossiers/seen_request.hpp"
#include "util/ranges.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Account;
using domain::Contract;
using domain::FundingRequest;
using domain::Mode;
using domain::RateTable;
using domain::RequestEvent;
using domain::RequestState;
using domain::Siret;

// Where a CFA hands in its contracts.
struct ContractDesk
{
  const Context& context;
  const Account& cfa;

  std::optional<std::string> sent_before(const Contract& contract) const;
  Result<FundingRequest> dossier_of(const std::string& number) const;
  Result<ContractTarget> target_of(const ContractForm& form, const Contract& contract) const;
  FundingRequest begun_by() const;
  Result<PreparedContract> put_together(const CheckedContract& checked,
                                        const ContractTarget& target) const;
  std::string number_meant(const ContractForm& form, const Contract& contract) const;
  Result<PreparedContract> prepared(CheckedContract checked, const RateTable& rates,
                                    const ContractTarget& target) const;
};

// The dossier of the same contract, when the CFA sent it before.
std::optional<std::string> ContractDesk::sent_before(const Contract& contract) const
{
  return context.store.contracts().number_of_same(contract, cfa.provider->siret.siren());
}

bool is_provided_by(const FundingRequest& request, const Account& cfa)
{
  return request.provider && request.provider->siren() == cfa.provider->siret.siren();
}

Error none_of_cfa(const FundingRequest& request)
{
  return Error{"contract.none", {request.number}}.at("request");
}

// The dossier a number names, of the CFA that acts: request.unknown, contract.none.
Result<FundingRequest> ContractDesk::dossier_of(const std::string& number) const
{
  TRY_ASSIGN(const FundingRequest request, seen_request(context, number));
  if (!is_provided_by(request, cfa) || !has_contract(context, request)) {
    return none_of_cfa(request);
  }
  return request;
}

// A contract that names no dossier is meant to be a new one.
Result<ContractTarget> ContractDesk::target_of(const ContractForm& form,
                                               const Contract& contract) const
{
  if (form.request.empty()) {
    return ContractTarget{std::nullopt, sent_before(contract)};
  }
  TRY_ASSIGN(const FundingRequest request, dossier_of(form.request));
  return ContractTarget{request, std::nullopt};
}

RequestEvent event_on(const std::optional<FundingRequest>& before)
{
  if (!before) {
    return RequestEvent::submit;
  }
  return before->state == RequestState::incomplet ? RequestEvent::complete : RequestEvent::amend;
}

Result<RequestState> state_after(const std::optional<FundingRequest>& before)
{
  return before ? domain::after(before->number, before->state, event_on(before))
                : Result(RequestState::transmis);
}

std::optional<store::PendingAmendment> waiting_on(const Context& context,
                                                  const FundingRequest& request)
{
  return context.store.contracts().amendment(key_of(context, request));
}

// An amendment that takes the place of one that waits is told as such.
RequestEvent told_as(const Context& context, const FundingRequest& request, RequestEvent event)
{
  const bool replaces = event == RequestEvent::amend && waiting_on(context, request);
  return replaces ? RequestEvent::replace_amendment : event;
}

// By their paths alone: what they say is kept sealed.
std::string changed_paths(const Contract& before, const Contract& after)
{
  return domain::joined(
    util::mapped(domain::changed_members(before, after), &domain::AmendedMember::path));
}

// What is only a warning of a contract that is sent is what it waits for when it is completed.
void check_documents(const Context& context, const FundingRequest& before, CheckedContract& checked)
{
  const auto missing = domain::missing_documents(domain::documents_case(checked.contract),
                                                 attached_uses(context, before));
  if (!missing.empty()) {
    checked.problems.push_back(documents_missing(missing).at("documents"));
  }
}

FundingRequest ContractDesk::begun_by() const
{
  return {.siret = cfa.provider->siret, .created_by = cfa.id, .created = context.now()};
}

// The company stays the same, though another of its establishments may be the employer.
Outcome check_company(const FundingRequest& before, const Contract& contract)
{
  const auto employer = Siret::parse(contract.text("employeur.siret"));
  if (before.siret.siren() != employer->siren()) {
    return Error{"contract.other_company", {before.number}}.at("employeur.siret");
  }
  return Done{};
}

// A contract without problems, put into its dossier.
Result<PreparedContract> ContractDesk::put_together(const CheckedContract& checked,
                                                    const ContractTarget& target) const
{
  const auto& before = target.before;
  PreparedContract prepared{.before = before,
                            .request = before ? *before : begun_by(),
                            .event = event_on(before),
                            .contract = checked.contract,
                            .warnings = checked.warnings};
  if (before) {
    TRY(check_company(*before, checked.contract));
  }
  if (prepared.event != RequestEvent::amend) { // which changes nothing before it is accepted
    put_into(prepared.request, checked.contract);
  }
  if (prepared.event == RequestEvent::complete) {
    prepared.changed = changed_paths(*contract_of(context, *before), checked.contract);
  }
  prepared.event = before ? told_as(context, *before, prepared.event) : prepared.event;
  return prepared;
}

Result<PreparedContract> ContractDesk::prepared(CheckedContract checked, const RateTable& rates,
                                                const ContractTarget& target) const
{
  TRY_ASSIGN(const auto next, state_after(target.before).or_at("request"));
  examine(context, checked, cfa, rates, target);
  if (event_on(target.before) == RequestEvent::complete) {
    check_documents(context, *target.before, checked);
  }
  if (!checked.problems.empty()) {
    return checked.problems;
  }
  TRY_ASSIGN(PreparedContract contract, put_together(checked, target));
  contract.request.state = next;
  return contract;
}

bool is_amending(RequestEvent event)
{
  return event == RequestEvent::amend || event == RequestEvent::replace_amendment;
}

// A dossier gets its number before its contract, which hangs on it.
void number_dossier(const Context& context, FundingRequest& request)
{
  if (request.number.empty()) {
    request.number = context.store.funding_requests().next_number(context.today().year());
    context.store.funding_requests().put(request);
  }
}

// The contract, or the amendment that waits for the OPCO; the dossier itself and its history are
// the caller's.
void write(const Context& context, PreparedContract& contract)
{
  number_dossier(context, contract.request);
  const std::int64_t dossier = key_of(context, contract.request);
  store::Contracts contracts = context.store.contracts();
  if (is_amending(contract.event)) {
    contracts.put_amendment(dossier, contract.contract, context.actor.name(), context.now());
  } else {
    contracts.put(dossier, contract.contract, context.actor.name(), context.now());
  }
}

// All of it, part of it or nothing at a distance, of hours in hundredths.
Mode mode_of(const Contract& contract, std::int64_t hours)
{
  const std::int64_t distance = contract.number("formation.nombreHeuresEnDistanciel");
  if (distance == 0) {
    return Mode::presentiel;
  }
  return distance * 100 >= hours ? Mode::distanciel : Mode::mixte;
}

std::string apprentice_in(const Contract& contract)
{
  return contract.text("apprenti.prenom") + " " + contract.text("apprenti.nom");
}

} // namespace

void put_into(FundingRequest& request, const Contract& contract)
{
  request.siret = *Siret::parse(contract.text("employeur.siret"));
  request.scheme = domain::Scheme::apprenticeship;
  request.title = contract.text("formation.intituleQualification");
  request.provider = *Siret::parse(contract.text("organismeFormation.siret"));
  request.start = contract.date("contrat.dateDebutContrat");
  request.end = contract.date("contrat.dateFinContrat");
  request.hours = contract.number("formation.dureeFormation") * 100;
  request.mode = mode_of(contract, *request.hours);
  request.certification = contract.text("formation.rncp");
  request.trainees = {{apprentice_in(contract), "", std::nullopt, std::nullopt}};
}

namespace {

// By its own word alone it is none.
bool is_cfa(const Context& context, const domain::ProviderIdentity& provider)
{
  return provider.uai &&
         (provider.state == domain::ProviderState::approved ||
          context.store.accounts().is_uai_approved(provider.siret.siren(), provider.uai->text()));
}

} // namespace

Result<Account> acting_cfa(const Context& context)
{
  TRY_ASSIGN(const Account account, acting_as(context, domain::Profile::provider));
  if (!account.provider || !is_cfa(context, *account.provider)) {
    return Error{"contract.cfa_only", {}};
  }
  return account;
}

Result<domain::Findings> check_contract(const Context& context, const ContractForm& form,
                                        const RateTable& rates)
{
  TRY_ASSIGN(const Account cfa, acting_cfa(context));
  CheckedContract checked = read_contract(form.values);
  const ContractDesk desk{context, cfa};
  TRY_ASSIGN(const auto target, desk.target_of(form, checked.contract));
  examine(context, checked, cfa, rates, target);
  return checked.findings();
}

namespace {

// The number of the dossier that is meant, said or of the same contract; empty: a new one.
std::string ContractDesk::number_meant(const ContractForm& form, const Contract& contract) const
{
  return form.request.empty() ? sent_before(contract).value_or("") : form.request;
}

// Whether a dossier has it already: the amendment that waits, or else the contract.
bool has_it(const Context& context, const FundingRequest& request, const CheckedContract& checked)
{
  const auto waits = waiting_on(context, request);
  const Contract kept = waits ? waits->contract : *contract_of(context, request);
  return checked.problems.empty() && is_same(checked.contract, kept);
}

PreparedContract unchanged(const FundingRequest& request, const CheckedContract& checked)
{
  return {.before = request,
          .request = request,
          .event = RequestEvent::edit,
          .contract = checked.contract,
          .warnings = checked.warnings,
          .unchanged = true};
}

} // namespace

Result<PreparedContract> prepare_contract(const Context& context, const ContractForm& form,
                                          const RateTable& rates)
{
  TRY_ASSIGN(const Account cfa, acting_cfa(context));
  CheckedContract checked = read_contract(form.values);
  const ContractDesk desk{context, cfa};
  const std::string number = desk.number_meant(form, checked.contract);
  ContractTarget target;
  if (!number.empty()) {
    TRY_ASSIGN(target.before, desk.dossier_of(number));
    if (has_it(context, *target.before, checked)) {
      return unchanged(*target.before, checked);
    }
  }
  return desk.prepared(std::move(checked), rates, target);
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

Result<WrittenRequest> submit_contract(const Context& context, const ContractForm& form,
                                       const RateTable& rates)
{
  TRY_ASSIGN(const Account cfa, acting_cfa(context));
  Transaction transaction = context.begin();
  CheckedContract checked = read_contract(form.values);
  const ContractDesk desk{context, cfa};
  TRY_ASSIGN(const auto target, desk.target_of(form, checked.contract));
  TRY_ASSIGN(PreparedContract contract, desk.prepared(std::move(checked), rates, target));
  write(context, contract);
  record_change(context, transaction, contract.before.value_or(contract.request), contract.request,
                contract.event, contract.changed);
  transaction.commit();
  return WrittenRequest{contract.request, contract.warnings};
}

} // namespace myatlas::services
