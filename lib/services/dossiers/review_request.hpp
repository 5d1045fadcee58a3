#pragma once

#include <string>
#include <vector>

#include "domain/dossiers/funding_request.hpp"
#include "domain/values/finding.hpp"
#include "services/context.hpp"
#include "services/dossiers/contract_funding.hpp"
#include "services/dossiers/settled_up.hpp"

namespace myatlas::services {

// The OPCO's side of a dossier. In embedded mode the operator of the store is the one who can write
// it. All fail with request.unknown, and with request.transition when the state does not allow it.

Result<domain::FundingRequest> open_request(const Context& context, const std::string& number);

// Finds it incomplete, and says what is missing: field.required, document.use_unknown.
Result<domain::FundingRequest> ask_documents(const Context& context, const std::string& number,
                                             const std::vector<std::string>& uses,
                                             const std::string& comment);

// Accepts with the amount the OPCO pays, before tax: amount.*, request.over_asked (amount, asked),
// request.documents_missing (uses) unless that is passed for the reason `although`.
Result<domain::FundingRequest> accept_request(const Context& context, const std::string& number,
                                              const std::string& amount,
                                              const std::string& although);

// Accepts an apprenticeship contract with its yearly level of funding: the schedule of its
// instalments is made, and what they come to is what the OPCO pays. contract.none, field.required,
// amount.*, and request.documents_missing as above.
Result<domain::FundingRequest> accept_contract(const Context& context, const std::string& number,
                                               const FundingForm& funding,
                                               const std::string& although);

// Refuses for a reason, which is told: field.required.
Result<domain::FundingRequest> refuse_request(const Context& context, const std::string& number,
                                              const std::string& reason);

// The end of a training before its time, as typed; empty: not given.
struct BreakOffForm
{
  std::string date, reason;
  bool in_probation = false; // of an apprenticeship contract (L6222-18)
  std::string although;
};

// Ends the training on a day within it and for a reason: request.break_date (date, start, end). The
// schedule of a contract is made anew up to that day; in probation, which it surely is in its first
// 45 days, its employer's share is another. contract.none, or contract.probation_over (date, the
// last sure day), unless that is passed for the reason `although`.
Result<domain::FundingRequest> break_off_request(const Context& context, const std::string& number,
                                                 const BreakOffForm& form);

// Settles a dossier whose invoices are all paid or refused and whose schedule is invoiced, but for
// the balance that is lost: request.unpaid (count), request.unrecovered (amount),
// request.uninvoiced (amount), and execution_problems unless they are passed for the reason
// `although`.
Result<domain::FundingRequest> settle_request(const Context& context, const std::string& number,
                                              Uninvoiced uninvoiced, const std::string& although);

// The automatic checks: what blocks and what warns, as on the day it was sent.
Result<domain::Findings> check_request(const Context& context, const std::string& number);

} // namespace myatlas::services
