#include "services/opco/sync.hpp"

#include "domain/values/calendar.hpp"
#include "services/dossiers/funding_requests.hpp"
#include "services/dossiers/recoveries.hpp"

namespace myatlas::services {

namespace {

domain::Money total_of(const std::vector<domain::Instalment>& schedule)
{
  domain::Money sum;
  for (const domain::Instalment& instalment : schedule) {
    sum = sum + instalment.amount;
  }
  return sum;
}

// The year of the contract each is for, which the API does not tell.
std::vector<domain::Instalment> with_years(std::vector<domain::Instalment> schedule,
                                           std::optional<domain::Date> start)
{
  constexpr int k_months = 12;
  for (domain::Instalment& instalment : schedule) {
    instalment.year = start && instalment.from >= *start ? 1 : 0;
    while (start && instalment.year > 0 &&
           domain::plus_months(*start, instalment.year * k_months) <= instalment.from) {
      ++instalment.year;
    }
  }
  return schedule;
}

} // namespace

void bring_home(const Context& context, domain::Siren cfa, const domain::FundingRequest& request,
                const domain::Transmission& now, const formats::OpcoDossier& dossier)
{
  store::Transaction write(context.store, context.deed());
  const Debts asked = debts_of(balances_of(context, request));
  domain::FundingRequest after = request;
  const auto state = domain::parse_request_state(now.remote);
  after.state = state ? *state : request.state;
  if (!dossier.schedule.empty()) {
    const std::int64_t key = context.store.funding_requests().key(request.number);
    context.store.contracts().fund(key, store::ContractFunding{},
                                   domain::with_gone(with_years(dossier.schedule, request.start),
                                                     context.store.contracts().schedule(key)));
    after.accepted = total_of(dossier.schedule);
  }
  context.store.opco_links().put(cfa, now);
  const std::string comment =
    now.opco + ": " + now.remote + (dossier.comment.empty() ? "" : ", " + dossier.comment);
  record_change(context, write, request, after, domain::RequestEvent::sync, comment);
  RepaymentClaims(context, after, asked).ask_for_more();
  write.commit();
}

void bring_home(const Context& context, domain::Siren cfa, const domain::Transmission& known,
                const formats::OpcoInvoiceState& state)
{
  store::Transaction write(context.store, context.deed());
  domain::Transmission now = known;
  now.remote = state.state;
  context.store.opco_links().put(cfa, now);
  const auto invoice = context.store.invoices().find(cfa, known.subject);
  const bool is_paid = state.state == "REGLE" || state.state == "REGLEE";
  if (invoice && is_paid && !domain::state_facts(invoice->state).paid) {
    const std::string comment = known.opco + (state.comment.empty() ? "" : ": " + state.comment);
    context.store.invoices().add_change(*invoice,
                                        {.at = context.now(),
                                         .actor = context.actor.name(),
                                         .event = domain::InvoiceEvent::pay,
                                         .to = domain::InvoiceState::reglee,
                                         .comment = comment,
                                         .reference = state.transfer,
                                         .paid_on = state.paid_on.value_or(context.today())});
  }
  write.record({store::AuditKind::invoice, known.subject},
               formats::Json{{"remote", known.remote}}.dump(),
               formats::Json{{"remote", state.state}}.dump());
  write.commit();
}

} // namespace myatlas::services
