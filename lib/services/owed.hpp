#pragma once

#include <optional>

#include "domain/funding_request.hpp"
#include "domain/invoice.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// What a dossier owes and what it was paid. Amounts before tax.

// What the OPCO owes for the dossier in all: what was accepted or, of a training that was broken off, what its certificates say of it.
domain::Money owed_of(const Context& context, const domain::FundingRequest& request);

// What is left of the dossier to invoice; below zero when more was. What came back may be invoiced again where it is owed.
domain::Money left_to_invoice(const Context& context, const domain::FundingRequest& request);

// What of a dossier was invoiced and paid, and what is left to invoice, as the actor is told: a provider what it invoiced itself, and without
// subrogation nothing, since none of it concerns it.
struct Billed
{
  domain::Money invoiced, paid;
  std::optional<domain::Money> left; // none before it is accepted
};
Billed billed_as_shown(const Context& context, const domain::FundingRequest& shown); // as as_shown() gave it

struct Overpayment
{
  domain::Money to_recover; // paid beyond what is owed (indu), still to come back, and not by a credit note; of a training that was broken off,
                            // owed is what its certificates say was carried out
  domain::Money recovered;
};
Overpayment overpayment_of(const Context& context, const domain::FundingRequest& request);

} // namespace myatlas::services
