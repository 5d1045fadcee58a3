// What credit notes ask of a step in the life of an invoice.
#include <algorithm>
#include <map>

#include "services/dossiers/open_dossier.hpp"
#include "services/dossiers/side_cost_limits.hpp"
#include "services/invoices/credit_notes.hpp"
#include "services/invoices/invoice_rules.hpp"

namespace myatlas::services {

namespace {

using domain::BilledLine;
using domain::CostNature;
using domain::Invoice;
using domain::InvoiceEvent;
using domain::InvoiceState;
using domain::Money;
using domain::state_facts;
using store::InstalmentState;
using store::InvoicedLine;

// The module a credit note gives back to: that of its invoice.
std::optional<int> module_given_back(const Context& context, const Invoice& credit)
{
  for (const store::WeighingInvoice& claim : context.store.invoices().claims(credit.request)) {
    if (claim.number == credit.number && claim.provider == credit.issuer.siren()) {
      return claim.module;
    }
  }
  return credit.module;
}

// First equipment, of another invoice.
bool is_other_equipment(const InvoicedLine& one, const Invoice& credit)
{
  return one.line.nature == CostNature::premierequipement && one.line.amount.cents > 0 &&
         one.invoice != credit.corrects;
}

bool equipment_was_invoiced_again(const Context& context, const OpenDossier& dossier,
                                  const Invoice& credit)
{
  return std::ranges::any_of(
    context.store.contracts().side_costs(dossier.key),
    [&](const InvoicedLine& one) { return is_other_equipment(one, credit); });
}

// What a credit note gave back: teaching by its instalment, side costs by their nature.
struct GivenBack
{
  std::map<int, Money> teaching;
  CostSums others;

  void add(const BilledLine& line);
  Money of_others() const;
  bool fits(const InstalmentState& state) const;
};

void GivenBack::add(const BilledLine& line)
{
  if (line.nature == CostNature::pedagogie) {
    teaching[line.instalment.value_or(0)] -= line.amount;
  } else {
    others[line.nature] -= line.amount;
  }
}

Money GivenBack::of_others() const
{
  Money sum;
  for (const auto& [nature, amount] : others) {
    sum += amount;
  }
  return sum;
}

bool GivenBack::fits(const InstalmentState& state) const
{
  const auto found = teaching.find(state.instalment.number);
  return found == teaching.end() || state.instalment.is_gone || found->second <= state.open();
}

GivenBack given_back_by(const Context& context, const Invoice& credit)
{
  GivenBack given_back;
  for (const BilledLine& line : context.store.invoices().lines(credit)) {
    given_back.add(line);
  }
  return given_back;
}

bool side_costs_are_left(const Context& context, const OpenDossier& dossier, const Invoice& credit,
                         const GivenBack& given_back)
{
  if (given_back.others.contains(CostNature::premierequipement) &&
      equipment_was_invoiced_again(context, dossier, credit)) {
    return false;
  }
  const Money sum = given_back.of_others();
  return sum.cents <= 0 || sum <= dossier.side_costs_left;
}

// Whether what the lines of a credit note gave back to instalments and side costs is still there.
bool lines_are_left(const Context& context, const OpenDossier& dossier, const Invoice& credit)
{
  const GivenBack given_back = given_back_by(context, credit);
  const auto fits = [&](const InstalmentState& state) { return given_back.fits(state); };
  return side_costs_are_left(context, dossier, credit, given_back) &&
         std::ranges::all_of(dossier.instalments, fits);
}

// What nobody may invoice any more was not invoiced again.
void add_lost(OpenDossier& dossier)
{
  for (const InstalmentState& state : dossier.instalments) {
    dossier.left += state.open() - state.left();
  }
}

bool amount_is_left(const Context& context, OpenDossier& dossier, const Invoice& credit)
{
  const Money amount = Money{} - credit.amounts.without_tax;
  const std::optional<int> module = module_given_back(context, credit);
  return InvoiceRules::left_for({credit.issuer, amount, module}, dossier) >= amount;
}

// Whether what a credit note gave back was invoiced again: the dossier, its provider, module,
// instalment or side costs lack it.
bool was_used(const Context& context, const Invoice& credit)
{
  const auto request =
    context.store.funding_requests().find(credit.request, store::Perimeter::all());
  if (!request) {
    return false;
  }
  OpenDossier dossier = open_dossier(context, *request);
  add_lost(dossier);
  return !amount_is_left(context, dossier, credit) || !lines_are_left(context, dossier, credit);
}

// Whether it takes an invoice, or a credit note, away.
bool takes_away(InvoiceEvent event)
{
  return event == InvoiceEvent::reject || event == InvoiceEvent::cancel;
}

Error with_credit(const char* code, const Invoice& invoice, const Invoice& credit)
{
  return Error{code, {invoice.number, credit.number}}.at("number");
}

// An invoice that is accepted, paid or taken away, and the credit notes on it.
Outcome check_those_on(const Context& context, const Invoice& invoice, InvoiceEvent event)
{
  for (const Invoice& credit : context.store.invoices().credits_on(invoice)) {
    if (takes_away(event)) {
      return with_credit("invoice.credited", invoice, credit);
    }
    if (event == InvoiceEvent::pay && state_facts(credit.state).waits_for_decision()) {
      return with_credit("invoice.credit_open", invoice, credit);
    }
  }
  return Done{};
}

Outcome check_not_used(const Context& context, const Invoice& credit)
{
  return fail_unless(!was_used(context, credit),
                     Error{"invoice.credit_used", {credit.number, credit.request}}.at("number"));
}

// Its invoice is paid before it.
Outcome check_paid_before(const Context& context, const Invoice& credit)
{
  const auto invoice = context.store.invoices().find(credit.issuer.siren(), credit.corrects);
  if (invoice && !state_facts(invoice->state).paid) {
    return with_credit("invoice.credit_unpaid", credit, *invoice);
  }
  return Done{};
}

} // namespace

Outcome check_credits(const Context& context, const Invoice& invoice, InvoiceEvent event)
{
  if (!invoice.is_credit_note()) {
    return check_those_on(context, invoice, event);
  }
  if (takes_away(event)) {
    return check_not_used(context, invoice);
  }
  return event == InvoiceEvent::pay ? check_paid_before(context, invoice) : Outcome(Done{});
}

std::vector<Invoice> credits_to_set_off(const Context& context, const Invoice& invoice)
{
  std::vector<Invoice> credits = context.store.invoices().credits_on(invoice);
  std::erase_if(credits,
                [](const Invoice& credit) { return credit.state != InvoiceState::validee; });
  return credits;
}

} // namespace myatlas::services
