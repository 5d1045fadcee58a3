#pragma once

#include <optional>
#include <vector>

#include "domain/dossiers/certificate.hpp"
#include "domain/dossiers/dossier_share.hpp"
#include "domain/invoices/invoice.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// An OPCO pays what was carried out, on evidence of it (R6332-26): the certificates of completion
// of the dossier. An invoice claims the more of the hours it says and of the share it takes of the
// amount accepted, since what was not carried out is not owed (L6354-1). Credit notes take from
// what their invoice claims. Of a contract of apprenticeship each instalment after the advance is
// for a time that certificates cover (services/dossiers/contract_evidence.hpp).

// What speaks against accepting or paying an invoice, with those of its provider that were accepted
// before: execution.no_certificate (dossier), execution.hours (dossier, invoiced, certified), those
// of evidence_problem. Nothing when an office passed them for it before.
Errors execution_problems(const Context& context, const domain::FundingRequest& request,
                          const domain::Invoice& invoice);

// The same of a dossier to be settled: all that was paid of it. A reason that was given to pay
// before the training, or without evidence, does not hold for its end. Of a training that was
// broken off, what was not carried out is owed back (services/dossiers/owed.hpp).
Errors execution_problems(const Context& context, const domain::FundingRequest& request);

// What is owed of a share of a training that was broken off, by the certificates that stand; of the
// company's own costs by those of all providers.
domain::Money owed_when_broken_off(const domain::FundingRequest& request,
                                   const domain::DossierShare& share,
                                   const std::vector<domain::Certificate>& standing);

// Hours a provider has invoiced, refused invoices left out and credit notes taken off; of a module,
// or of all it gives.
std::int64_t hours_invoiced(const Context& context, const domain::FundingRequest& request,
                            domain::Siren provider, std::optional<int> module);

} // namespace myatlas::services
