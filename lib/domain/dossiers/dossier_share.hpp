#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/dossiers/funding_request.hpp"

namespace myatlas::domain {

// A part of what was accepted that is owed, invoiced, paid and given back by itself: the teaching
// of a provider, a module of it, the company's own costs (wages, travel, lodging, meals), or the
// side costs of a contract of apprenticeship. The teaching comes first: where less was accepted
// than was asked for, it is the company's own costs that lack it.
struct DossierShare
{
  enum class Kind
  {
    teaching,
    company,
    side_costs,
  };
  Kind kind = Kind::teaching;
  std::optional<Siren> provider;      // who gives the teaching
  std::vector<int> modules;           // it is of; empty: the dossier has none
  Siren payee = Siren::of_checked(0); // whom the OPCO pays, and asks back what was too much
  Money accepted;
  std::int64_t agreed = 0; // hours of all trainees, hundredths
};
using DossierShares = std::vector<DossierShare>;

// Whether an invoice of that company that names no module is a claim of the member for its own
// costs: it is the member, asked for some, and does not give the training itself, or modules of it
// alone.
bool claims_own_costs(const FundingRequest& request, Siren issuer);

// Whether the OPCO pays who issued an invoice of the dossier, not the member in its place or for
// itself.
bool pays_issuer(const FundingRequest& request, Siren issuer);

// What of the accepted amount is left for the company's own costs once the teaching is paid;
// nothing of a contract of apprenticeship.
Money accepted_of_company(const FundingRequest& request);

// The shares of a training. A provider of several modules has one for each, but where invoices of
// it name none of them: `unnamed`.
DossierShares shares_of(const FundingRequest& request, const std::set<Siren>& unnamed);

// Those of a contract of apprenticeship: the teaching and, of what was accepted, that much for side
// costs.
DossierShares shares_of_contract(const FundingRequest& request, Money side_costs);

// The position of the share that an invoice is for, by who issued it and the module it names.
std::size_t share_of(const DossierShares& shares, Siren issuer, std::optional<int> module);

// What a sum that came back was for, as it is kept with it, and the position of the share it
// belongs to.
std::string to_text(const DossierShare& share); // "teaching", "module 2", "company", "side_costs"
                                                // and, since it is kept, " RESTAURATION"
// Of what came back before that was kept: it belongs to the shares that were paid too much.
inline constexpr const char* k_whole_dossier = "dossier";
std::size_t share_named(const DossierShares& shares, Siren payee, const std::string& text);

} // namespace myatlas::domain
