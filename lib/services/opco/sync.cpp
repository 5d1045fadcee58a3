#include "services/opco/sync.hpp"

#include "domain/values/calendar.hpp"
#include "services/dossiers/funding_requests.hpp"
#include "services/dossiers/recoveries.hpp"
#include "services/dossiers/seen_request.hpp"
#include "util/ranges.hpp"

namespace myatlas::services {

namespace {

using domain::FundingRequest;
using domain::Instalment;
using domain::Siren;
using domain::Transmission;
using formats::OpcoDossier;
using formats::OpcoInvoiceState;

domain::Money total_of(const std::vector<Instalment>& schedule)
{
  return util::total_of(schedule, &Instalment::amount);
}

// The year of a contract that an instalment is for, as Instalment::year has it: 0 before its first
// day.
int year_of(const Instalment& instalment, domain::Date start)
{
  constexpr int k_months = 12;
  int year = instalment.from >= start ? 1 : 0;
  while (year > 0 && domain::plus_months(start, year * k_months) <= instalment.from) {
    ++year;
  }
  return year;
}

// The year of the contract each is for, which the API does not tell.
std::vector<Instalment> with_years(std::vector<Instalment> schedule,
                                   std::optional<domain::Date> start)
{
  for (Instalment& instalment : schedule) {
    instalment.year = start ? year_of(instalment, *start) : 0;
  }
  return schedule;
}

// Its schedule takes the place of the one that was here.
void take_schedule(const Context& context, const FundingRequest& request,
                   const std::vector<Instalment>& schedule)
{
  const std::int64_t key = key_of(context, request);
  context.store.contracts().fund(key, store::ContractFunding{},
                                 domain::with_gone(with_years(schedule, request.start),
                                                   context.store.contracts().schedule(key)));
}

FundingRequest with_state(FundingRequest request, const std::string& word)
{
  const auto state = domain::parse_request_state(word);
  request.state = state ? *state : request.state;
  return request;
}

std::string comment_on(const Transmission& now, const OpcoDossier& dossier)
{
  return now.opco + ": " + now.remote + (dossier.comment.empty() ? "" : ", " + dossier.comment);
}

domain::InvoiceChange payment_of(const Context& context, const std::string& opco,
                                 const OpcoInvoiceState& state)
{
  return {.at = context.now(),
          .actor = context.actor.name(),
          .event = domain::InvoiceEvent::pay,
          .to = domain::InvoiceState::reglee,
          .comment = opco + (state.comment.empty() ? "" : ": " + state.comment),
          .reference = state.transfer,
          .paid_on = state.paid_on.value_or(context.today())};
}

void take_payment(const Context& context, Siren cfa, const Transmission& known,
                  const OpcoInvoiceState& state)
{
  const auto invoice = context.store.invoices().find(cfa, known.subject);
  if (invoice && state.is_paid() && !domain::state_facts(invoice->state).paid) {
    context.store.invoices().add_change(*invoice, payment_of(context, known.opco, state));
  }
}

Transmission known_as(Transmission known, const OpcoInvoiceState& state)
{
  known.remote = state.state;
  return known;
}

FundingRequest synced(const Context& context, const FundingRequest& request,
                      const Transmission& now, const OpcoDossier& dossier)
{
  FundingRequest after = with_state(request, now.remote);
  if (!dossier.schedule.empty()) {
    take_schedule(context, request, dossier.schedule);
    after.accepted = total_of(dossier.schedule);
  }
  return after;
}

std::string trace_of_remote(const std::string& state)
{
  return formats::Json{{"remote", state}}.dump();
}

} // namespace

void take_synced(const Context& context, Siren cfa, const FundingRequest& request,
                 const Transmission& now, const OpcoDossier& dossier)
{
  Transaction write = context.begin();
  const Debts asked = debts_of(balances_of(context, request));
  FundingRequest after = synced(context, request, now, dossier);
  context.store.opco_links().put(cfa, now);
  record_change(context, write, request, after, domain::RequestEvent::sync,
                comment_on(now, dossier));
  RepaymentClaims(context, after, asked).ask_for_more();
  write.commit();
}

void take_synced(const Context& context, Siren cfa, const Transmission& known,
                 const OpcoInvoiceState& state)
{
  Transaction write = context.begin();
  context.store.opco_links().put(cfa, known_as(known, state));
  take_payment(context, cfa, known, state);
  write.record({store::AuditKind::invoice, known.subject}, trace_of_remote(known.remote),
               trace_of_remote(state.state));
  write.commit();
}

} // namespace myatlas::services
