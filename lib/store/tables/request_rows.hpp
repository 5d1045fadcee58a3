#pragma once

#include "domain/dossiers/funding_request.hpp"
#include "domain/dossiers/request_life.hpp"
#include "store/state_lists.hpp"
#include "store/table.hpp"

// The rows of a dossier, its trainees and its history, for those that are written one by one and
// those that are loaded.
namespace myatlas::store {

inline domain::FundingRequest blank_request()
{
  return {.siret = domain::Siret::of_checked(0)};
}

// Of requests that nobody sees but who writes them, for a statement.
inline const std::string& draft_states()
{
  constexpr auto k_is_draft = [](const domain::RequestStateFacts& facts) { return !facts.sent; };
  return words_of_states<domain::k_request_states, k_is_draft>();
}

inline domain::Siren owner_of(const domain::FundingRequest& request)
{
  return request.siret.siren();
}

inline constexpr auto k_contact =
  table<domain::Contact>("funding_request", Column("contact_name", &domain::Contact::name),
                         Column("contact_email", &domain::Contact::email),
                         Column("contact_phone", &domain::Contact::phone));

inline constexpr auto k_side_costs = table<domain::SideCosts>(
  "funding_request", Column("travel", &domain::SideCosts::travel),
  Column("lodging", &domain::SideCosts::lodging), Column("meals", &domain::SideCosts::meals),
  Column("wages", &domain::SideCosts::wages));

// But for its key. Who made it and when stays; its establishment may be another of its company.
inline constexpr auto k_request_said = table(
  "funding_request", blank_request, Column("owner", owner_of, Part::key),
  Column("number", &domain::FundingRequest::number, Part::key),
  Column("state", &domain::FundingRequest::state), Column("siret", &domain::FundingRequest::siret),
  Column("scheme", &domain::FundingRequest::scheme),
  Column("title", &domain::FundingRequest::title),
  Column("provider", &domain::FundingRequest::provider),
  Column("starts", &domain::FundingRequest::start), Column("ends", &domain::FundingRequest::end),
  Column("hours", &domain::FundingRequest::hours), Column("mode", &domain::FundingRequest::mode),
  Column("teaching_cost", &domain::FundingRequest::teaching_cost),
  Column("accepted", &domain::FundingRequest::accepted),
  Column("created_by", &domain::FundingRequest::created_by, Part::once),
  Column("created", &domain::FundingRequest::created, Part::once),
  Column("objective", &domain::FundingRequest::objective),
  Within(&domain::FundingRequest::contact, k_contact),
  Column("audience", &domain::FundingRequest::audience),
  Column("internal", &domain::FundingRequest::internal),
  Column("outside_working_time", &domain::FundingRequest::outside_working_time),
  Column("certification", &domain::FundingRequest::certification),
  Column("place", &domain::FundingRequest::place),
  Within(&domain::FundingRequest::side_costs, k_side_costs),
  Column("requested", &domain::FundingRequest::requested),
  Column("co_funding", &domain::FundingRequest::co_funding),
  Column("subrogation", &domain::FundingRequest::subrogation),
  Column("changed", &domain::FundingRequest::changed),
  Column("reference", &domain::FundingRequest::reference),
  Column("broken_off", &domain::FundingRequest::broken_off));

inline constexpr auto k_request =
  table("funding_request", blank_request, k_request_said, NextNumber("id"));

inline constexpr auto k_trainee = table<domain::Trainee>(
  "funding_request_employee", Given("owner"), Given("number"), Given("position"),
  Column("name", &domain::Trainee::name), Column("employee", &domain::Trainee::employee),
  Column("hours", &domain::Trainee::hours), Column("wage", &domain::Trainee::hourly_wage));

inline constexpr auto k_module = table<domain::TrainingModule>(
  "funding_request_module", Given("owner"), Given("number"), Given("position"),
  Column("title", &domain::TrainingModule::title),
  Column("provider", &domain::TrainingModule::provider),
  Column("activity_number", &domain::TrainingModule::activity_number),
  Column("hours", &domain::TrainingModule::hours), Column("cost", &domain::TrainingModule::cost));

inline constexpr auto k_request_change_said = table<domain::RequestChange>(
  "funding_request_change", Column("at", &domain::RequestChange::at),
  Column("actor", &domain::RequestChange::actor), Column("event", &domain::RequestChange::event),
  Column("state", &domain::RequestChange::to), Column("comment", &domain::RequestChange::comment));

inline constexpr auto k_request_change =
  table<domain::RequestChange>("funding_request_change", Given("owner"), Given("number"),
                               Position("position"), k_request_change_said);

} // namespace myatlas::store
