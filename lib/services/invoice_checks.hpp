#pragma once

#include <string>

#include "domain/funding_request.hpp"
#include "domain/invoice.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// What may have an invoice refused, though nothing is wrong with it.
util::Errors warnings_about(const Context& context, const domain::Invoice& invoice, const domain::FundingRequest& request);

// Hours invoiced, with those of the invoices before, against those agreed for all trainees.
void check_hours(const Context& context, const domain::Invoice& invoice, const domain::FundingRequest& request, util::Errors& problems);

// Makes room for a corrected invoice: one that was refused or taken back keeps its history, under its number and a mark when the corrected
// one has the same. What it is called then.
util::Result<std::string> set_aside(const Context& context, const std::string& replaced, const std::string& number, domain::Siren provider);

} // namespace myatlas::services
