#include "services/contributions/payments.hpp"

#include <algorithm>

#include "services/contributions/declarations.hpp"
#include "services/form_values.hpp"
#include "util/ranges.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Declaration;
using domain::DeclarationChange;
using domain::DeclarationEvent;
using domain::DeclarationState;
using domain::Money;
using util::collect;

struct Payment
{
  Money amount;
  DeclarationChange change; // its day, reference and means
};

// The form of a payment, member by member.
class PaymentReading
{
public:
  PaymentReading(const Context& context, const PaymentForm& form) : m_context(context), m_form(form)
  {
  }

  Result<Payment> payment()
  {
    read();
    TRY(outcome_of(m_problems));
    return Payment{m_amount, m_change};
  }

private:
  void read()
  {
    read_amount();
    begin_change();
    read_day();
    read_reference();
    read_means();
  }

  void begin_change()
  {
    m_change = {m_context.now(), m_context.actor.name(), DeclarationEvent::pay,
                DeclarationState::deposee, m_amount};
  }

  void read_amount()
  {
    const auto amount = collect(domain::parse_positive(m_form.amount), m_problems, "amount");
    m_amount = amount.value_or(Money{});
  }

  void read_day()
  {
    if (!m_form.day.empty()) {
      const auto day = day_told();
      m_change.day = day ? day->text() : "";
    }
  }

  std::optional<domain::Date> day_told()
  {
    return util::collect(past_day(m_context, m_form.day), m_problems, "date");
  }

  void read_reference()
  {
    if (!m_form.reference.empty()) {
      m_change.reference = reference_told().value_or("");
    }
  }

  std::optional<std::string> reference_told()
  {
    return collect(line_of(m_form.reference, 140), m_problems, "reference");
  }

  void read_means()
  {
    if (!m_form.means.empty()) {
      m_change.means = collect(domain::parse_payment_means(m_form.means), m_problems, "means");
    }
  }

  const Context& m_context;
  const PaymentForm& m_form;
  Errors m_problems;
  Money m_amount;
  DeclarationChange m_change = {};
};

Result<Payment> read_payment(const Context& context, const PaymentForm& form)
{
  return PaymentReading(context, form).payment();
}

Result<Declaration> declaration_named(const Context& context, const PaymentForm& form)
{
  return find_declaration(context, form.declaration).or_at("declaration");
}

Result<DeclarationState> next_state(const Declaration& declaration, DeclarationEvent event)
{
  return domain::after(declaration.state, event, declaration.number).or_at("declaration");
}

Error other_amount(const char* code, const std::string& reference, Money before)
{
  return Error{code, {reference, before.text()}}.at("reference");
}

// A payment that came in for a declaration.
class Incoming
{
public:
  Incoming(const Context& context, const Declaration& found, Payment payment)
    : m_context(context), m_found(found), m_payment(std::move(payment))
  {
  }

  Outcome check_excess(Excess excess) const
  {
    return fail_unless(excess != Excess::refused || !is_too_much(), over_paid());
  }

  Error over_paid() const
  {
    return Error{"declaration.over_paid", {m_payment.amount.text(), m_found.left().text()}}.at(
      "amount");
  }

  Result<RecordedPayment> keep(KnownPayments& known)
  {
    m_payment.change.event = event();
    TRY_ASSIGN(m_payment.change.to, next_state(m_found, m_payment.change.event));
    return kept(paid_now(), known);
  }

private:
  bool is_too_much() const
  {
    return m_payment.amount > m_found.left() && domain::state_facts(m_found.state).sent;
  }

  DeclarationEvent event() const
  {
    return settles() ? DeclarationEvent::settle : DeclarationEvent::pay;
  }

  RecordedPayment kept(const Declaration& paid, KnownPayments& known) const
  {
    keep_declaration(m_context, m_found, paid, {m_payment.change});
    known.add(paid, m_payment.change);
    return {paid, true};
  }

  bool settles() const { return m_found.left().cents > 0 && m_payment.amount >= m_found.left(); }

  Declaration paid_now() const
  {
    Declaration paid = m_found;
    paid.paid = paid.paid + m_payment.amount;
    paid.state = m_payment.change.to;
    paid.changed = m_context.now();
    return paid;
  }

  const Context& m_context;
  const Declaration& m_found;
  Payment m_payment;
};

// One that may be this one again.
Result<RecordedPayment> paid_before(const Declaration& found, const Payment& payment, Money before)
{
  if (before == payment.amount) {
    return RecordedPayment{found, false};
  }
  return other_amount("payment.reference", payment.change.reference, before);
}

} // namespace

Result<RecordedPayment> payment_in(const Context& context, const PaymentForm& form, Excess excess,
                                   KnownPayments& known)
{
  TRY_ASSIGN(const Payment payment, read_payment(context, form));
  TRY_ASSIGN(const Declaration found, declaration_named(context, form));
  if (const auto before = known.same_before(context, found, payment.change)) {
    return paid_before(found, payment, *before);
  }
  Incoming incoming(context, found, payment);
  TRY(incoming.check_excess(excess));
  return incoming.keep(known);
}

Result<RecordedPayment> record_payment(const Context& context, const PaymentForm& form,
                                       Excess excess)
{
  Transaction write = context.begin();
  KnownPayments known;
  TRY_ASSIGN(const RecordedPayment recorded, payment_in(context, form, excess, known));
  write.commit();
  return recorded;
}

namespace {

bool is_return(const DeclarationChange& change, const std::string& reference)
{
  return domain::gives_back(change.event) && change.reference == reference;
}

// What went back under a reference before.
std::optional<Money> returned_before(const Context& context, const Declaration& declaration,
                                     const std::string& reference)
{
  for (const DeclarationChange& change : context.store.declarations().history(declaration)) {
    if (is_return(change, reference)) {
      return change.amount;
    }
  }
  return std::nullopt;
}

bool was_corrected(const Context& context, const Declaration& declaration)
{
  return util::contains(context.store.declarations().history(declaration),
                        DeclarationEvent::correct, &DeclarationChange::event);
}

// Takes a sum off what was paid; what was settled and is no longer is open again, as it was
// submitted or corrected last.
class Return
{
public:
  Return(const Context& context, const Declaration& found, Payment payment)
    : m_context(context), m_found(found), m_left(found), m_payment(std::move(payment))
  {
    m_left.paid = found.paid - m_payment.amount;
  }

  Result<RecordedPayment> give_back()
  {
    if (const auto before = returned_before(m_context, m_found, m_payment.change.reference)) {
      return given_back_before(*before);
    }
    TRY(check_amount());
    TRY(take_state());
    return given_back();
  }

private:
  RecordedPayment given_back()
  {
    m_left.changed = m_context.now();
    keep_declaration(m_context, m_found, m_left, {m_payment.change});
    return {m_left, true};
  }

  Result<RecordedPayment> given_back_before(Money before) const
  {
    if (before == m_payment.amount) {
      return RecordedPayment{m_found, false};
    }
    return other_amount("payment.return_reference", m_payment.change.reference, before);
  }

  Outcome check_amount() const
  {
    return fail_unless(m_payment.amount <= m_found.paid, more_than_paid());
  }

  Error more_than_paid() const
  {
    return Error{"declaration.returned", {m_payment.amount.text(), m_found.paid.text()}}.at(
      "amount");
  }

  Outcome take_state()
  {
    m_payment.change.event = opens() ? DeclarationEvent::reopen : DeclarationEvent::repay;
    TRY_ASSIGN(const DeclarationState next, next_state(m_found, m_payment.change.event));
    m_left.state = stays_corrected() ? DeclarationState::corrigee : next;
    m_payment.change.to = m_left.state;
    return Done{};
  }

  bool opens() const { return domain::state_facts(m_found.state).paid && m_left.left().cents > 0; }

  bool stays_corrected() const { return opens() && was_corrected(m_context, m_found); }

  const Context& m_context;
  const Declaration& m_found;
  Declaration m_left; // what it is when that is given back
  Payment m_payment;
};

} // namespace

namespace {

struct ToReturn
{
  Payment payment;
  Declaration declaration;
};

// What was not paid is not looked for.
Result<ToReturn> read_return(const Context& context, const PaymentForm& form)
{
  Errors problems;
  require({{"reference", &form.reference}}, problems);
  const auto payment = util::collect(read_payment(context, form), problems);
  const Result<Declaration> found = declaration_named(context, form);
  if (payment) {
    add_first(found, problems);
  }
  TRY(outcome_of(problems));
  return ToReturn{*payment, *found};
}

} // namespace

Result<RecordedPayment> record_return(const Context& context, const PaymentForm& form)
{
  Transaction write = context.begin();
  TRY_ASSIGN(const ToReturn read, read_return(context, form));
  Return giving_back(context, read.declaration, read.payment);
  TRY_ASSIGN(const RecordedPayment recorded, giving_back.give_back());
  write.commit();
  return recorded;
}

} // namespace myatlas::services
