#include "services/contributions/payments.hpp"

#include <algorithm>

#include "services/contributions/declarations.hpp"
#include "services/form_values.hpp"
#include "services/rights.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

struct Payment
{
  domain::Money amount;
  domain::DeclarationChange change; // its day, reference and means
};

util::Result<Payment> read_payment(const Context& context, const PaymentForm& form)
{
  util::Errors problems;
  Payment payment;
  if (const auto amount = util::collect(domain::parse_positive(form.amount), problems, "amount")) {
    payment.amount = *amount;
  }
  const auto day =
    form.day.empty() ? std::nullopt : util::collect(past_day(context, form.day), problems, "date");
  payment.change = {context.now(), context.actor.name(), domain::DeclarationEvent::pay,
                    domain::DeclarationState::deposee, payment.amount};
  payment.change.day = day ? day->text() : "";
  if (const auto reference = form.reference.empty() ? std::nullopt
                                                    : util::collect(line_of(form.reference, 140),
                                                                    problems, "reference")) {
    payment.change.reference = *reference;
  }
  if (!form.means.empty()) {
    payment.change.means =
      util::collect(domain::parse_payment_means(form.means), problems, "means");
  }
  return problems.empty() ? util::Result<Payment>(payment) : util::Result<Payment>(problems);
}

bool is_payment(const domain::DeclarationChange& change)
{
  const bool pays = change.event == domain::DeclarationEvent::pay ||
                    change.event == domain::DeclarationEvent::settle;
  return pays && change.amount.cents > 0;
}

} // namespace

void KnownPayments::take(Payments& payments, const domain::DeclarationChange& change)
{
  ++payments.changes;
  if (is_payment(change) && !change.reference.empty()) {
    payments.by_reference.emplace(change.reference, change.amount);
  } else if (is_payment(change)) {
    payments.by_day.emplace(change.day, change.amount.cents);
  }
}

std::optional<domain::Money> KnownPayments::same_before(const Context& context,
                                                        const domain::Declaration& declaration,
                                                        const domain::DeclarationChange& told)
{
  Payments& known = m_of[declaration.number];
  if (known.changes != context.store.declarations().changes(declaration)) {
    known = {0, {}, {}};
    for (const domain::DeclarationChange& change :
         context.store.declarations().history(declaration)) {
      take(known, change);
    }
  }
  if (told.reference.empty()) {
    return !told.day.empty() && known.by_day.contains({told.day, told.amount.cents})
             ? std::optional(told.amount)
             : std::nullopt;
  }
  const auto found = known.by_reference.find(told.reference);
  return found == known.by_reference.end() ? std::nullopt : std::optional(found->second);
}

void KnownPayments::add(const domain::Declaration& declaration,
                        const domain::DeclarationChange& change)
{
  take(m_of[declaration.number], change);
}

util::Result<RecordedPayment> payment_in(const Context& context, const PaymentForm& form,
                                         Excess excess, KnownPayments& known)
{
  util::Result<Payment> payment = read_payment(context, form);
  const util::Result<domain::Declaration> found = find_declaration(context, form.declaration);
  if (!payment || !found) {
    return payment ? util::Errors{found.error().at("declaration")} : payment.errors();
  }
  if (const auto before = known.same_before(context, *found, payment->change)) {
    return *before == payment->amount
             ? util::Result<RecordedPayment>({*found, false})
             : util::Result<RecordedPayment>(
                 util::Error{"payment.reference", {payment->change.reference, before->text()}}.at(
                   "reference"));
  }
  domain::Declaration paid = *found;
  const bool too_much = payment->amount > paid.left() && domain::state_facts(paid.state).sent;
  if (too_much && excess == Excess::refused) {
    return util::Error{"declaration.over_paid", {payment->amount.text(), paid.left().text()}}.at(
      "amount");
  }
  const bool settles = paid.left().cents > 0 && payment->amount >= paid.left();
  payment->change.event =
    settles ? domain::DeclarationEvent::settle : domain::DeclarationEvent::pay;
  TRY_ASSIGN(const domain::DeclarationState next,
             domain::after(paid.state, payment->change.event, paid.number).or_at("declaration"));
  paid.paid = paid.paid + payment->amount;
  paid.state = payment->change.to = next;
  paid.changed = context.now();
  keep_declaration(context, *found, paid, {payment->change});
  known.add(paid, payment->change);
  return RecordedPayment{paid, true};
}

util::Result<RecordedPayment> record_payment(const Context& context, const PaymentForm& form,
                                             Excess excess)
{
  store::Transaction write(context.store, context.deed());
  KnownPayments known;
  util::Result<RecordedPayment> recorded = payment_in(context, form, excess, known);
  if (!recorded) {
    return recorded.errors();
  }
  write.commit();
  return recorded;
}

namespace {

// What went back under a reference before.
std::optional<domain::Money> returned_before(const Context& context,
                                             const domain::Declaration& declaration,
                                             const std::string& reference)
{
  for (const domain::DeclarationChange& change :
       context.store.declarations().history(declaration)) {
    if (domain::gives_back(change.event) && change.reference == reference) {
      return change.amount;
    }
  }
  return std::nullopt;
}

bool was_corrected(const Context& context, const domain::Declaration& declaration)
{
  return std::ranges::any_of(context.store.declarations().history(declaration),
                             [](const domain::DeclarationChange& change) {
                               return change.event == domain::DeclarationEvent::correct;
                             });
}

// Takes it off what was paid; what was settled and is no longer is open again, as it was submitted
// or corrected last.
util::Result<RecordedPayment> give_back(const Context& context, const domain::Declaration& found,
                                        Payment payment)
{
  if (const auto before = returned_before(context, found, payment.change.reference)) {
    return *before == payment.amount ? util::Result<RecordedPayment>({found, false})
                                     : util::Result<RecordedPayment>(util::Error{
                                         "payment.return_reference",
                                         {payment.change.reference,
                                          before->text()}}.at("reference"));
  }
  if (payment.amount > found.paid) {
    return util::Error{"declaration.returned", {payment.amount.text(), found.paid.text()}}.at(
      "amount");
  }
  domain::Declaration left = found;
  left.paid = found.paid - payment.amount;
  const bool opens = domain::state_facts(found.state).paid && left.left().cents > 0;
  payment.change.event = opens ? domain::DeclarationEvent::reopen : domain::DeclarationEvent::repay;
  TRY_ASSIGN(const domain::DeclarationState next,
             domain::after(found.state, payment.change.event, found.number).or_at("declaration"));
  const bool stays_corrected = opens && was_corrected(context, found);
  left.state = stays_corrected ? domain::DeclarationState::corrigee : next;
  payment.change.to = left.state;
  left.changed = context.now();
  keep_declaration(context, found, left, {payment.change});
  return RecordedPayment{left, true};
}

} // namespace

util::Result<RecordedPayment> record_return(const Context& context, const PaymentForm& form)
{
  store::Transaction write(context.store, context.deed());
  util::Errors problems;
  require({{"reference", &form.reference}}, problems);
  util::Result<Payment> payment = read_payment(context, form);
  const util::Result<domain::Declaration> found = find_declaration(context, form.declaration);
  if (!payment) {
    problems.insert(problems.end(), payment.errors().begin(), payment.errors().end());
  } else if (!found) {
    problems.push_back(found.error().at("declaration"));
  }
  if (!problems.empty()) {
    return problems;
  }
  util::Result<RecordedPayment> recorded = give_back(context, *found, *std::move(payment));
  if (recorded) {
    write.commit();
  }
  return recorded;
}

} // namespace myatlas::services
