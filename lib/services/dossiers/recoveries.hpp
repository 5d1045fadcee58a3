#pragma once

#include <set>
#include <string>

#include "domain/dossiers/funding_request.hpp"
#include "services/context.hpp"
#include "services/dossiers/owed.hpp"

namespace myatlas::services {

// After what is owed was taken down: each that was paid is asked to give back what that makes too
// much; `asked` was to come back until then. Inside the caller's transaction.
void claim_back(const Context& context, const domain::FundingRequest& request, const Debts& asked);

// The same where that may have become more or less: `asked` was to come back until then.
void claim_changed(const Context& context, const domain::FundingRequest& request,
                   const Debts& asked);
// Those of them that have nothing to give back any more.
std::set<domain::Siren> relieved(const Context& context, const domain::FundingRequest& request,
                                 const Debts& asked);
// Both when evidence came or went: they are told so by a letter.
void claim_anew(const Context& context, const domain::FundingRequest& request, const Debts& asked);

// A sum that came back, as typed. Empty: not given; the day is today then, and it is of the only
// one that was paid too much.
struct RecoveryForm
{
  std::string request, amount, reference, date, from;
};

// Records it: request.unknown, field.required, amount.*, date.future, siret.*, recovery.several
// (dossier, SIRENs) when it is not told whose it is, recovery.over (amount, to recover, dossier),
// recovery.none (amount, dossier) when nothing is to.
util::Result<domain::FundingRequest> record_recovery(const Context& context,
                                                     const RecoveryForm& form);

} // namespace myatlas::services
