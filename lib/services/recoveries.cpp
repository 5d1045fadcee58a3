#include "services/recoveries.hpp"

#include "services/correspondence.hpp"
#include "services/form_values.hpp"
#include "services/funding_requests.hpp"
#include "services/owed.hpp"
#include "services/request_access.hpp"

namespace myatlas::services {

namespace {

// Who was paid: the member who is paid back, or the provider that was paid last.
std::optional<domain::Siret> payee_of(const Context& context, const domain::FundingRequest& request)
{
  std::optional<domain::Invoice> last;
  for (const domain::Invoice& paid : context.store.invoices().list({request.number, domain::InvoiceState::reglee}, {true, "", std::nullopt})) {
    last = !last || paid.paid_on >= last->paid_on ? paid : *last;
  }
  return last ? std::optional(request.pays_provider() ? last->issuer : request.siret) : std::nullopt;
}

} // namespace

void claim_back(const Context& context, const domain::FundingRequest& before, const domain::FundingRequest& after)
{
  const domain::Money asked = overpayment_of(context, before).to_recover;
  if (overpayment_of(context, after).to_recover > asked) {
    claim_anew(context, after, asked);
  }
}

void claim_anew(const Context& context, const domain::FundingRequest& request, domain::Money asked)
{
  const domain::Money owed = overpayment_of(context, request).to_recover;
  const auto payee = owed != asked && owed.cents > 0 ? payee_of(context, request) : std::nullopt;
  if (payee) {
    ask_for_recovery(context, request, *payee, owed_of(context, request), owed);
  }
}

util::Result<domain::FundingRequest> record_recovery(const Context& context, const RecoveryForm& form)
{
  util::Errors problems;
  require({{"amount", &form.amount}, {"reference", &form.reference}}, problems);
  domain::Recovery recovery{{}, {}, context.today(), context.actor.name(), context.now()};
  take(recovery.amount, form.amount, domain::parse_positive, "amount", problems);
  take(recovery.reference, form.reference, comment_of, "reference", problems);
  take(recovery.received_on, form.date, [&](std::string_view text) { return past_day(context, text); }, "date", problems);
  store::Transaction write(context.store, context.deed());
  const auto request = util::collect(seen_request(context, form.request), problems, "request");
  if (!problems.empty() || !request) {
    return problems;
  }
  const domain::Money left = overpayment_of(context, *request).to_recover;
  if (recovery.amount > left) {
    return util::Error{"recovery.over", {recovery.amount.text(), left.text(), request->number}}.at("amount");
  }
  context.store.recoveries().add(context.store.funding_requests().key(request->number), recovery);
  domain::FundingRequest after = *request;
  record_change(context, write, *request, after, domain::RequestEvent::recover,
                recovery.received_on.text() + ": " + recovery.amount.text() + ", " + recovery.reference);
  write.commit();
  return after;
}

} // namespace myatlas::services
