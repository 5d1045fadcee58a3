#pragma once

#include <set>
#include <string>
#include <vector>

#include "domain/dossiers/funding_request.hpp"
#include "services/context.hpp"
#include "services/dossiers/owed.hpp"

namespace myatlas::services {

// What those that were paid are to give back of a dossier as it is now, beside what they were asked
// for until then. Inside the caller's transaction; the request must outlive it.
class RepaymentClaims
{
public:
  RepaymentClaims(const Context& context, const domain::FundingRequest& request, Debts asked);

  void ask_for_more() const; // of those who are to give back more than they were asked for
  void ask_anew() const;     // of those who are to give back another sum
  std::set<domain::Siren> relieved() const; // who have nothing to give back any more
  void withdraw() const;                    // from those: they are told so by a letter

private:
  void ask(domain::Siren payee, domain::Money debt) const;

  const Context& m_context;
  const domain::FundingRequest& m_request;
  ShareBalances m_balances;
  Debts m_debts, m_asked;
};

// A sum that came back, as typed. Empty: not given; the day is today then, and it is of the only
// one that was paid too much.
struct RecoveryForm
{
  std::string request, amount, reference, date, from;
};

// Records it: request.unknown, field.required, amount.*, date.future, siret.*, recovery.several
// (dossier, SIRENs) when it is not told whose it is, recovery.over (amount, to recover, dossier),
// recovery.none (amount, dossier) when nothing is to.
Result<domain::FundingRequest> record_recovery(const Context& context, const RecoveryForm& form);

} // namespace myatlas::services
