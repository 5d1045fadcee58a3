#pragma once

#include <string>

#include "services/context.hpp"

namespace myatlas::services {

// An invoice of the acting provider as a Factur-X (profile EN 16931), from what the store holds:
// for one without software of its own. The buyer is the OPCO where it pays (subrogation, an
// apprenticeship contract), else the company. Names and addresses come from the register or, where
// it was asked, the public one. invoice.unknown, einvoice.party_unknown (siret),
// einvoice.several_rates (number), pdf.*.
Result<std::string> issue_invoice(const Context& context, const std::string& number);

} // namespace myatlas::services
