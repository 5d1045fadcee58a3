#pragma once

#include "domain/funding_request.hpp"
#include "domain/invoice.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// What a dossier owes and what it was paid. Amounts before tax.

// Whether accepting or paying the invoice stays within what the dossier was accepted for, and its teaching within the schedule:
// invoice.over_owed (number, amount, left, dossier). An early end or an amendment may have taken it down since the invoice came in.
util::Outcome check_owed(const Context& context, const domain::Invoice& invoice, domain::InvoiceEvent event);

struct Overpayment
{
  domain::Money to_recover; // paid beyond what is owed (indu), still to come back, and not by a credit note
  domain::Money recovered;
};
Overpayment overpayment_of(const Context& context, const domain::FundingRequest& request);

} // namespace myatlas::services
