#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "domain/contributions/declaration.hpp"
#include "services/context.hpp"

namespace myatlas::services {

struct PaymentForm
{
  std::string declaration, amount, day, reference, means;
};

// What is paid beyond what is left.
enum class Excess
{
  refused,
  credited,
};

struct RecordedPayment
{
  domain::Declaration declaration;
  bool is_new = true; // false: it was recorded before
};

// A payment that came in: declaration.over_paid (amount, left), declaration.transition, date.future
// (day, today), payment.reference (reference, amount: another amount was paid under it),
// payment.means_unknown, date.*.
Result<RecordedPayment> record_payment(const Context& context, const PaymentForm& form,
                                       Excess excess);

// What went back of what was paid, under a reference it is known again by: declaration.returned
// (amount, paid) when it is more than that, field.required of the reference,
// payment.return_reference (reference, amount), and as record_payment fails.
Result<RecordedPayment> record_return(const Context& context, const PaymentForm& form);

// What was paid for declarations before, by what tells a payment again: each history is read once,
// however many payments a file brings.
class KnownPayments
{
public:
  // What a payment is that tells neither reference nor day: who types two of them means two, a file
  // that comes again means the same.
  enum class Unmarked
  {
    another,
    the_same,
  };

  explicit KnownPayments(Unmarked unmarked = Unmarked::another) : m_unmarked(unmarked) {}

  // The amount of the payment that was recorded before and may be this one again.
  std::optional<domain::Money> same_before(const Context& context,
                                           const domain::Declaration& declaration,
                                           const domain::DeclarationChange& told);
  void add(const domain::Declaration& declaration,
           const domain::DeclarationChange& change); // it was written

private:
  struct Payments
  {
    std::int64_t changes =
      -1; // of the history it was read from: another command may have added to it since
    std::map<std::string, domain::Money> by_reference;
    std::set<std::pair<std::string, std::int64_t>>
      by_day; // and amount in cents, those without a reference

    void take(const domain::DeclarationChange& change);
    void take_payment(const domain::DeclarationChange& change);
    bool has_by_day(const domain::DeclarationChange& told) const;
  };
  const Payments& known_of(const Context& context, const domain::Declaration& declaration);
  static Payments read(const std::vector<domain::DeclarationChange>& history);
  std::optional<domain::Money> same_day(const Payments& known,
                                        const domain::DeclarationChange& told) const;

  Unmarked m_unmarked;
  std::map<std::string, Payments> m_of; // a declaration
};

// As record_payment, inside the caller's transaction, and once: one of that reference or, without
// one, of that day and amount is known again.
Result<RecordedPayment> payment_in(const Context& context, const PaymentForm& form, Excess excess,
                                   KnownPayments& known);

} // namespace myatlas::services
