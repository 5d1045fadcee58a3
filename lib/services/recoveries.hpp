#pragma once

#include <string>

#include "domain/funding_request.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// After what is owed was taken down: whoever was paid is asked to give back what that makes too much. Inside the caller's transaction.
void claim_back(const Context& context, const domain::FundingRequest& before, const domain::FundingRequest& after);

// The same when evidence came or went: `asked` was to come back until then.
void claim_anew(const Context& context, const domain::FundingRequest& request, domain::Money asked);

// A sum that came back, as typed. Empty: not given; the day is today then.
struct RecoveryForm
{
  std::string request, amount, reference, date;
};

// Records it: request.unknown, field.required, amount.*, date.future, recovery.over (amount, to recover, dossier).
util::Result<domain::FundingRequest> record_recovery(const Context& context, const RecoveryForm& form);

} // namespace myatlas::services
