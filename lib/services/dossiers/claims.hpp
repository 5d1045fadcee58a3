#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "domain/dossiers/carried_out.hpp"
#include "domain/dossiers/dossier_share.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// Which of them count.
using Counts = std::function<bool(const store::WeighingInvoice&)>;

// An invoice, and what is claimed by it once the credit notes on it that count are taken off.
struct Claimed
{
  domain::Siren provider;
  std::optional<int> module;
  std::size_t share; // of the dossier
  domain::Claim claim;
};

// The shares of a dossier, and what is claimed of them.
struct Claims
{
  domain::DossierShares shares;
  std::vector<Claimed> all;
};

// The shares of a training, by the modules its invoices name.
domain::DossierShares shares_by(const domain::FundingRequest& request,
                                const store::WeighingInvoices& invoices);

// What is claimed by the invoices that count, less the credit notes that do.
Claims claims_of(const Context& context, const domain::FundingRequest& request,
                 const Counts& invoice_counts, const Counts& credit_counts);

} // namespace myatlas::services
