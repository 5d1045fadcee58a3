#pragma once

#include "domain/invoice.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// An OPCO pays what was carried out, on evidence of it (R6332-26): the certificates of completion of the dossier. What an invoice says
// nothing about counts in hours as the share it takes of the amount accepted, since what was not carried out is not owed (L6354-1).
// Contracts of apprenticeship are left out: their instalments ask for certificates as they are invoiced.

// What speaks against accepting or paying an invoice, with those of its provider that were accepted before: execution.no_certificate
// (dossier), execution.hours (dossier, invoiced, certified).
util::Errors execution_problems(const Context& context, const domain::FundingRequest& request, const domain::Invoice& invoice);

// The same of a dossier to be settled: what was paid of it, but for invoices an office passed the rule for.
util::Errors execution_problems(const Context& context, const domain::FundingRequest& request);

// Hours a provider has invoiced, refused invoices left out; of a module, or of all it gives.
std::int64_t hours_invoiced(const Context& context, const domain::FundingRequest& request, domain::Siren provider, std::optional<int> module);

} // namespace myatlas::services
