// What was paid before, so that a file that comes again pays nothing twice.
#include "services/contributions/payments.hpp"
#include "util/ranges.hpp"

namespace myatlas::services {

using domain::Declaration;
using domain::DeclarationChange;
using domain::Money;

namespace {

bool is_payment(const DeclarationChange& change)
{
  return domain::brings_money(change.event) && change.amount.cents > 0;
}

} // namespace

void KnownPayments::Payments::take(const DeclarationChange& change)
{
  ++changes;
  if (is_payment(change)) {
    take_payment(change);
  }
}

void KnownPayments::Payments::take_payment(const DeclarationChange& change)
{
  if (change.reference.empty()) {
    by_day.emplace(change.day, change.amount.cents);
  } else {
    by_reference.emplace(change.reference, change.amount);
  }
}

std::optional<Money> KnownPayments::same_before(const Context& context,
                                                const Declaration& declaration,
                                                const DeclarationChange& told)
{
  const Payments& known = known_of(context, declaration);
  return told.reference.empty() ? same_day(known, told)
                                : util::value_at(known.by_reference, told.reference);
}

std::optional<Money> KnownPayments::same_day(const Payments& known,
                                             const DeclarationChange& told) const
{
  const bool is_another = told.day.empty() && m_unmarked == Unmarked::another;
  return !is_another && known.has_by_day(told) ? std::optional(told.amount) : std::nullopt;
}

bool KnownPayments::Payments::has_by_day(const DeclarationChange& told) const
{
  return by_day.contains({told.day, told.amount.cents});
}

const KnownPayments::Payments& KnownPayments::known_of(const Context& context,
                                                       const Declaration& declaration)
{
  Payments& known = m_of[declaration.number];
  if (known.changes != context.store.declarations().changes(declaration)) {
    known = read(context.store.declarations().history(declaration));
  }
  return known;
}

KnownPayments::Payments KnownPayments::read(const std::vector<DeclarationChange>& history)
{
  Payments known{0, {}, {}};
  for (const DeclarationChange& change : history) {
    known.take(change);
  }
  return known;
}

void KnownPayments::add(const Declaration& declaration, const DeclarationChange& change)
{
  m_of[declaration.number].take(change);
}

} // namespace myatlas::services
