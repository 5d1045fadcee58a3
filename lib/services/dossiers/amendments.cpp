#include "services/dossiers/amendments.hpp"

#include "services/although.hpp"
#include "services/dossiers/amendment_checks.hpp"
#include "services/dossiers/contract_funding.hpp"
#include "services/dossiers/contract_terms.hpp"
#include "services/dossiers/contracts.hpp"
#include "services/dossiers/deadlines.hpp"
#include "services/dossiers/facts.hpp"
#include "services/dossiers/funding_requests.hpp"
#include "services/dossiers/recoveries.hpp"
#include "services/dossiers/seen_request.hpp"
#include "services/dossiers/side_costs.hpp"
#include "services/form_values.hpp"
#include "services/notices/dossier_notices.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Contract;
using domain::CostNature;
using domain::Date;
using domain::FundingRequest;
using domain::Money;
using domain::RequestEvent;
using store::PendingAmendment;
using util::collect;

struct Waiting
{
  FundingRequest request;
  std::int64_t dossier = 0;
  PendingAmendment amendment;
};

Result<Waiting> waiting_amendment(const Context& context, const std::string& number)
{
  TRY_ASSIGN(const FundingRequest request, seen_request(context, number));
  const std::int64_t dossier = key_of(context, request);
  const auto amendment = context.store.contracts().amendment(dossier);
  if (!amendment) {
    return Error{"contract.no_amendment", {request.number}}.at("request");
  }
  return Waiting{request, dossier, *amendment};
}

std::string told(const PendingAmendment& amendment)
{
  const std::string& day = amendment.contract.text("contrat.dateEffetAvenant");
  return amendment.contract.text("contrat.typeContratApp") + (day.empty() ? "" : ", " + day);
}

// From when on the amended contract is to hold, and until when.
struct AmendedPeriod
{
  std::optional<Date> effect, end;

  bool has(Date day) const { return effect && end && *effect <= day && day <= *end; }
};

AmendedPeriod period_of(const Contract& amended)
{
  return {amended.date("contrat.dateEffetAvenant"), amended.date("contrat.dateFinContrat")};
}

std::string told_day(const std::optional<Date>& day)
{
  return day ? day->text() : "-";
}

Error broken_off_besides(const FundingRequest& request, const AmendedPeriod& period)
{
  return Error{
    "contract.amendment_broken_off",
    {request.number, request.broken_off->text(), told_day(period.effect), told_day(period.end)}}
    .at("request");
}

Error ended_meanwhile(const FundingRequest& request)
{
  return Error{"contract.amendment_ended", {request.number}}.at("request");
}

// Of a dossier that ended since it was sent: it is decided while the contract runs, or for a time
// that was over when it was broken off.
Errors ended_since(const Waiting& waiting)
{
  const FundingRequest& request = waiting.request;
  if (!domain::state_facts(request.state).invoiceable) {
    return {ended_meanwhile(request)};
  }
  const AmendedPeriod period = period_of(waiting.amendment.contract);
  if (!request.broken_off || period.has(*request.broken_off)) {
    return {};
  }
  return {broken_off_besides(request, period)};
}

// What was agreed to of other natures stays as it was.
void agree_besides(const Context& context, std::int64_t dossier,
                   const std::map<CostNature, Money>& agreed)
{
  if (agreed.empty()) {
    return;
  }
  store::Contracts contracts = context.store.contracts();
  std::map<CostNature, Money> all = contracts.agreed_side_costs(dossier);
  for (const auto& [nature, amount] : agreed) {
    all[nature] = amount;
  }
  contracts.agree_side_costs(dossier, all);
}

// The schedule anew, up to the day the contract was broken off, and the side costs that are agreed
// to.
std::optional<Money> funded_again(const Context& context, const Waiting& waiting,
                                  const FundingRequest& amended,
                                  const std::map<CostNature, Money>& agreed, Money of_any_nature)
{
  const auto funding = context.store.contracts().funding(waiting.dossier);
  agree_besides(context, waiting.dossier, agreed);
  const Ending ending{amended.broken_off, funding && funding->in_probation};
  return fund_again(context, amended, ending, of_any_nature);
}

Errors documents_of(const Context& context, const Waiting& waiting)
{
  const domain::DocumentUses missing =
    missing_of_amendment(context, waiting.request, waiting.amendment.contract);
  return missing.empty() ? Errors{} : Errors{documents_missing(missing)};
}

// In the place of the one it amends.
void put_amended(const Context& context, const Waiting& waiting, const Contract& contract)
{
  context.store.contracts().put(waiting.dossier, contract, waiting.amendment.sent_by,
                                waiting.amendment.sent);
  context.store.contracts().drop_amendment(waiting.dossier);
}

Error balance_is_lost(Date last)
{
  return Error{"contract.balance_lost", {last.text()}}.at("contrat.dateFinContrat");
}

std::optional<domain::Siret> moved_from(const FundingRequest& before, const FundingRequest& after)
{
  return after.siret == before.siret ? std::nullopt : std::optional(before.siret);
}

// It becomes the contract, and those concerned are told.
WrittenRequest accept(const Context& context, Transaction& write, const Waiting& waiting,
                      const Contract& contract, const std::map<CostNature, Money>& agreed)
{
  const FundingRequest& before = waiting.request;
  const Debts asked = debts_of(balances_of(context, before)); // until now
  const Money of_any_nature = side_costs_of_any_nature(context, before);
  WrittenRequest written{before, amendment_warnings(context, before, contract)};
  put_amended(context, waiting, contract);
  FundingRequest& after = written.request;
  put_into(after, contract);
  after.accepted = funded_again(context, waiting, after, agreed, of_any_nature);
  record_change(context, write, before, after, RequestEvent::accept_amendment,
                told(waiting.amendment));
  const auto last = last_day_to_invoice(context, after);
  if (last && context.today() > *last) {
    written.warnings.push_back(balance_is_lost(*last));
  }
  const RepaymentClaims claims(context, after, asked);
  answer_amendment(context, without_lost(context, after),
                   {contract.date("contrat.dateEffetAvenant"), "", last, moved_from(before, after),
                    claims.relieved()});
  claims.ask_anew();
  return written;
}

// As it was sent, with the NIRs that it left out; what it was told and warned of then is known.
Contract amended_contract(const Context& context, const Waiting& waiting)
{
  Errors told_before, warned_before;
  const Contract kept = *context.store.contracts().find(waiting.dossier);
  return Contract::read(domain::with_known_nirs(waiting.amendment.contract.values(), kept),
                        told_before, warned_before);
}

} // namespace

Result<WrittenRequest> accept_amendment(const Context& context, const AcceptanceForm& form)
{
  Errors problems;
  Although passing(form.although, problems);
  Transaction write = context.begin();
  TRY_ASSIGN(const Waiting waiting, waiting_amendment(context, form.number));
  if (const Errors ended = ended_since(waiting); !ended.empty()) {
    return ended;
  }
  const Contract contract = amended_contract(context, waiting);
  const auto agreed = agreed_in(form.side_costs, contract, waiting.request.number, problems);
  collect(passing.pass(documents_of(context, waiting)), problems);
  if (!problems.empty()) {
    return problems;
  }
  passing.record(write, {store::AuditKind::funding_request, waiting.request.number});
  const WrittenRequest written = accept(context, write, waiting, contract, agreed);
  write.commit();
  return written;
}

namespace {

// It waits no longer, and why is kept.
FundingRequest put_refusal(const Context& context, Transaction& write, const Waiting& waiting,
                           const std::string& reason)
{
  context.store.contracts().drop_amendment(waiting.dossier);
  FundingRequest after = waiting.request;
  record_change(context, write, waiting.request, after, RequestEvent::refuse_amendment,
                told(waiting.amendment) + ": " + reason);
  return after;
}

} // namespace

Result<FundingRequest> refuse_amendment(const Context& context, const std::string& number,
                                        const std::string& reason)
{
  Errors problems;
  require({{"reason", &reason}}, problems);
  const auto said = collect(comment_of(reason), problems, "reason");
  if (!problems.empty() || !said) {
    return problems;
  }
  Transaction write = context.begin();
  TRY_ASSIGN(const Waiting waiting, waiting_amendment(context, number));
  const FundingRequest after = put_refusal(context, write, waiting, *said);
  answer_amendment(context, after,
                   {period_of(waiting.amendment.contract).effect, *said, {}, {}, {}});
  write.commit();
  return after;
}

} // namespace myatlas::services
