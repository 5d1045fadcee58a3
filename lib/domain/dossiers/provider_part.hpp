#pragma once

#include <optional>
#include <vector>

#include "domain/dossiers/funding_request.hpp"

namespace myatlas::domain {

// Modules by their position from 1, as people number them.
const TrainingModule* module_at(const FundingRequest& request,
                                std::optional<int> position); // null: there is none

// Positions of the modules a provider gives; empty: it gives none, or the dossier has no modules.
std::vector<int> modules_of(const FundingRequest& request, Siren provider);

// What of the accepted amount is a module's: its cost, or its share of what was accepted when that
// is less than all modules cost. The shares of all come to that amount to the cent.
Money accepted_of_module(const FundingRequest& request, int position);

// What a provider may invoice of an accepted dossier: what its modules come to or, without modules,
// the teaching where the OPCO pays it, and all of it where the member is paid back.
Money accepted_of_provider(const FundingRequest& request, Siren provider);

// Hours one trainee is to have, of the whole or of a module, hundredths.
std::int64_t agreed_hours(const FundingRequest& request, const Trainee& trainee,
                          std::optional<int> module);

// Hours all trainees are to have from a provider.
std::int64_t agreed_hours_of_provider(const FundingRequest& request, Siren provider);
std::int64_t agreed_hours_of_module(const FundingRequest& request, std::optional<int> module);

} // namespace myatlas::domain
