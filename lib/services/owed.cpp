#include "services/owed.hpp"

#include <algorithm>

#include "services/credit_notes.hpp"

namespace myatlas::services {

namespace {

using domain::InvoiceState;
using domain::Money;

// A sum, and what of it is for teaching.
struct Part
{
  Money all, teaching;
};

Part part_of(const Context& context, const domain::Invoice& invoice)
{
  Part part{invoice.amounts.without_tax, {}};
  for (const domain::BilledLine& line : context.store.invoices().lines(invoice)) {
    part.teaching = part.teaching + (line.nature == domain::CostNature::pedagogie ? line.amount : Money{});
  }
  return part;
}

// The other invoices of the dossier in one of these states.
Part others_in(const Context& context, const domain::Invoice& invoice, std::initializer_list<InvoiceState> states)
{
  Part sum;
  for (const domain::Invoice& other : context.store.invoices().list({invoice.request, std::nullopt}, {true, "", std::nullopt})) {
    const bool is_itself = other.number == invoice.number && other.issuer.siren() == invoice.issuer.siren();
    if (!is_itself && std::ranges::find(states, other.state) != states.end()) {
      const Part part = part_of(context, other);
      sum = {sum.all + part.all, sum.teaching + part.teaching};
    }
  }
  return sum;
}

} // namespace

util::Outcome check_owed(const Context& context, const domain::Invoice& invoice, domain::InvoiceEvent event)
{
  const bool pays = event == domain::InvoiceEvent::pay;
  const auto request = context.store.funding_requests().find(invoice.request, {true, "", std::nullopt});
  if ((!pays && event != domain::InvoiceEvent::accept) || !request) {
    return util::Done{};
  }
  Part own = part_of(context, invoice);
  for (const domain::Invoice& credit : pays ? credits_to_set_off(context, invoice) : std::vector<domain::Invoice>{}) {
    const Part off = part_of(context, credit);
    own = {own.all + off.all, own.teaching + off.teaching};
  }
  const Part before = pays ? others_in(context, invoice, {InvoiceState::reglee}) : others_in(context, invoice, {InvoiceState::reglee, InvoiceState::validee});
  const std::int64_t key = context.store.funding_requests().key(request->number);
  const Money recovered = context.store.recoveries().total(key);
  const auto refused = [&](Money asked, Money left) {
    return util::Error{"invoice.over_owed", {invoice.number, asked.text(), std::max(left, Money{}).text(), request->number}};
  };
  if (const Money left = request->accepted.value_or(Money{}) - before.all + recovered; own.all > left) {
    return refused(own.all, left);
  }
  const auto schedule = context.store.contracts().instalments(key);
  if (const Money left = store::total(schedule) - before.teaching + recovered; !schedule.empty() && own.teaching > left) {
    return refused(own.teaching, left);
  }
  return util::Done{};
}

Overpayment overpayment_of(const Context& context, const domain::FundingRequest& request)
{
  const std::int64_t key = context.store.funding_requests().key(request.number);
  const Money recovered = context.store.recoveries().total(key);
  const Money over = context.store.invoices().paid(request.number) - recovered - context.store.invoices().coming_back(key) - request.accepted.value_or(Money{});
  return {std::max(over, Money{}), recovered};
}

} // namespace myatlas::services
