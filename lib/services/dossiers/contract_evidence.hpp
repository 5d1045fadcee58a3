#pragma once

#include <optional>
#include <set>
#include <vector>

#include "domain/dossiers/certificate.hpp"
#include "domain/invoices/invoice.hpp"
#include "services/context.hpp"
#include "store/tables/contracts.hpp"

namespace myatlas::services {

// How far the time of a contract was certified, without gaps; how far it can be, where its training
// ends before it; and a certificate that reaches beyond the last day of a contract that was amended
// or broken off, which counts for nothing and is to be replaced.
struct Certified
{
  std::optional<domain::Date> to, most;
  std::optional<domain::Certificate> beyond = {};
  domain::Date last = domain::Date::of_days(0); // of the contract
};
Certified certified_of_contract(const Context& context, const domain::FundingRequest& request);

// What an instalment lacks: its place in the schedule, invoice.instalment_gone (number), or
// certificates, invoice.certificate_missing (number), invoice.certificate_short (number, day,
// reached), invoice.certificate_beyond (number, certificate, its last day, the contract's).
std::optional<Error> evidence_problem(const store::InstalmentState& instalment,
                                      const store::Schedule& all, const Certified& certified);

// Whether it attests days on which the training was over.
bool is_beyond(const domain::Certificate& certificate, const domain::FundingRequest& request);

// What the instalments lack that an invoice is for, and that were paid.
Errors evidence_problems(const Context& context, const domain::FundingRequest& request,
                         const domain::Invoice& invoice, const store::Schedule& all);
Errors paid_evidence_problems(const Context& context, const domain::FundingRequest& request,
                              const store::Schedule& all);

} // namespace myatlas::services
