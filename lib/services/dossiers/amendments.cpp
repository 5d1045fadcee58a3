#include "services/dossiers/amendments.hpp"

#include "services/although.hpp"
#include "services/dossiers/amendment_checks.hpp"
#include "services/dossiers/contract_terms.hpp"
#include "services/dossiers/contracts.hpp"
#include "services/dossiers/deadlines.hpp"
#include "services/dossiers/funding_requests.hpp"
#include "services/dossiers/recoveries.hpp"
#include "services/dossiers/seen_request.hpp"
#include "services/dossiers/side_costs.hpp"
#include "services/form_values.hpp"
#include "services/notices/dossier_notices.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

struct Waiting
{
  domain::FundingRequest request;
  std::int64_t dossier = 0;
  store::PendingAmendment amendment;
};

util::Result<Waiting> waiting_amendment(const Context& context, const std::string& number)
{
  TRY_ASSIGN(const domain::FundingRequest request, seen_request(context, number));
  const std::int64_t dossier = context.store.funding_requests().key(request.number);
  auto amendment = context.store.contracts().amendment(dossier);
  if (!amendment) {
    return util::Error{"contract.no_amendment", {request.number}}.at("request");
  }
  return Waiting{request, dossier, *std::move(amendment)};
}

std::string told(const store::PendingAmendment& amendment)
{
  const std::string& day = amendment.contract.text("contrat.dateEffetAvenant");
  return amendment.contract.text("contrat.typeContratApp") + (day.empty() ? "" : ", " + day);
}

// Of a dossier that ended since it was sent: it is decided while the contract runs, or for a time
// that was over when it was broken off.
util::Errors ended_since(const Waiting& waiting)
{
  const domain::FundingRequest& request = waiting.request;
  const auto effect = waiting.amendment.contract.date("contrat.dateEffetAvenant"),
             end = waiting.amendment.contract.date("contrat.dateFinContrat");
  if (!domain::state_facts(request.state).invoiceable) {
    return {util::Error{"contract.amendment_ended", {request.number}}.at("request")};
  }
  if (!request.broken_off ||
      (effect && end && *effect <= *request.broken_off && *request.broken_off <= *end)) {
    return {};
  }
  return {util::Error{"contract.amendment_broken_off",
                      {request.number, request.broken_off->text(), effect ? effect->text() : "-",
                       end ? end->text() : "-"}}
            .at("request")};
}

// What was agreed to of other natures stays as it was.
void agree_besides(const Context& context, std::int64_t dossier,
                   const std::map<domain::CostNature, domain::Money>& agreed)
{
  if (agreed.empty()) {
    return;
  }
  store::Contracts contracts = context.store.contracts();
  std::map<domain::CostNature, domain::Money> all = contracts.agreed_side_costs(dossier);
  for (const auto& [nature, amount] : agreed) {
    all[nature] = amount;
  }
  contracts.agree_side_costs(dossier, all);
}

// The schedule anew, up to the day the contract was broken off, and the side costs that are agreed
// to.
std::optional<domain::Money> funded_again(const Context& context, const Waiting& waiting,
                                          const domain::FundingRequest& amended,
                                          const std::map<domain::CostNature, domain::Money>& agreed,
                                          domain::Money of_any_nature)
{
  const auto funding = context.store.contracts().funding(waiting.dossier);
  agree_besides(context, waiting.dossier, agreed);
  const Ending ending{amended.broken_off, funding && funding->in_probation};
  return fund_again(context, amended, ending, of_any_nature);
}

util::Errors documents_of(const Context& context, const Waiting& waiting)
{
  const std::vector<domain::DocumentUse> missing =
    missing_of_amendment(context, waiting.request, waiting.amendment.contract);
  return missing.empty()
           ? util::Errors{}
           : util::Errors{util::Error{"request.documents_missing", {domain::joined(missing)}}};
}

// It becomes the contract, and those concerned are told.
WrittenRequest accept(const Context& context, store::Transaction& write, const Waiting& waiting,
                      const domain::Contract& contract,
                      const std::map<domain::CostNature, domain::Money>& agreed)
{
  const domain::FundingRequest& before = waiting.request;
  const Debts asked = debts_of(balances_of(context, before)); // until now
  const domain::Money of_any_nature = side_costs_of_any_nature(context, before);
  WrittenRequest written{before, amendment_warnings(context, before, contract)};
  context.store.contracts().put(waiting.dossier, contract, waiting.amendment.sent_by,
                                waiting.amendment.sent);
  context.store.contracts().drop_amendment(waiting.dossier);
  domain::FundingRequest& after = written.request;
  put_into(after, contract);
  after.accepted = funded_again(context, waiting, after, agreed, of_any_nature);
  record_change(context, write, before, after, domain::RequestEvent::accept_amendment,
                told(waiting.amendment));
  const auto last = last_day_to_invoice(context, after);
  if (last && context.today() > *last) {
    written.warnings.push_back(
      util::Error{"contract.balance_lost", {last->text()}}.at("contrat.dateFinContrat"));
  }
  const RepaymentClaims claims(context, after, asked);
  answer_amendment(context, without_lost(context, after),
                   {contract.date("contrat.dateEffetAvenant"), "", last,
                    after.siret == before.siret ? std::nullopt : std::optional(before.siret),
                    claims.relieved()});
  claims.ask_anew();
  return written;
}

} // namespace

util::Result<WrittenRequest> accept_amendment(const Context& context, const AcceptanceForm& form)
{
  util::Errors problems;
  Although passing(form.although, problems);
  store::Transaction write(context.store, context.deed());
  TRY_ASSIGN(const Waiting waiting, waiting_amendment(context, form.number));
  if (const util::Errors ended = ended_since(waiting); !ended.empty()) {
    return ended;
  }
  util::Errors told_before, warned_before; // when it was sent
  const domain::Contract contract = domain::Contract::read(
    domain::with_known_nirs(waiting.amendment.contract.values(),
                            *context.store.contracts().find(waiting.dossier)),
    told_before, warned_before);
  const auto agreed = agreed_in(form.side_costs, contract, waiting.request.number, problems);
  util::collect(passing.pass(documents_of(context, waiting)), problems, "");
  if (!problems.empty()) {
    return problems;
  }
  passing.record(write, {store::AuditKind::funding_request, waiting.request.number});
  const WrittenRequest written = accept(context, write, waiting, contract, agreed);
  write.commit();
  return written;
}

util::Result<domain::FundingRequest>
refuse_amendment(const Context& context, const std::string& number, const std::string& reason)
{
  util::Errors problems;
  require({{"reason", &reason}}, problems);
  const auto said = util::collect(comment_of(reason), problems, "reason");
  if (!problems.empty() || !said) {
    return problems;
  }
  store::Transaction write(context.store, context.deed());
  TRY_ASSIGN(const Waiting waiting, waiting_amendment(context, number));
  context.store.contracts().drop_amendment(waiting.dossier);
  domain::FundingRequest after = waiting.request;
  record_change(context, write, waiting.request, after, domain::RequestEvent::refuse_amendment,
                told(waiting.amendment) + ": " + *said);
  answer_amendment(
    context, after,
    {waiting.amendment.contract.date("contrat.dateEffetAvenant"), *said, {}, {}, {}});
  write.commit();
  return after;
}

} // namespace myatlas::services
