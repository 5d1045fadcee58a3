#pragma once

#include "formats/json/opco_answers.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// What an OPCO says of a dossier becomes the dossier's: its state and a line of history, and, where
// it has a schedule, the instalments as they are there. A state that the norm does not have is kept
// word for word and moves nothing. In one transaction.
void take_synced(const Context& context, domain::Siren cfa, const domain::FundingRequest& request,
                 const domain::Transmission& now, const formats::OpcoDossier& dossier);

// What the OPCO says of an invoice; REGLE is paid, with the transfer and its day.
void take_synced(const Context& context, domain::Siren cfa, const domain::Transmission& known,
                 const formats::OpcoInvoiceState& state);

} // namespace myatlas::services
