#pragma once

#include <optional>
#include <vector>

#include "domain/dossiers/contract_facts.hpp"
#include "domain/values/finding.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// What the store knows besides of a contract, for domain::contract_findings. The rates give the
// minimum wage; null: not looked at.
domain::ContractFacts facts_about(const Context& context, const domain::Contract& contract,
                                  domain::Date day, const domain::RateTable* rates);

// The day the contract was concluded that an amendment changes; nothing for a contract that is
// none.
std::optional<domain::Date> first_conclusion(const Context& context,
                                             const domain::FundingRequest& request,
                                             const domain::Contract& contract);

// Where an establishment lies, by its postcode in the register: whose public holidays count.
domain::Zone zone_of(const Context& context, domain::Siret siret);

bool has_contract(const Context& context, const domain::FundingRequest& request);
std::optional<domain::Contract>
contract_of(const Context& context,
            const domain::FundingRequest& request); // as it was last amended

// What the documents are that are attached to it.
domain::DocumentUses attached_uses(const Context& context, const domain::FundingRequest& request);

// Documents the dossier still lacks to be decided (domain::required_documents).
domain::DocumentUses missing_documents(const Context& context,
                                       const domain::FundingRequest& request);

Error documents_missing(
  const domain::DocumentUses& missing); // request.documents_missing (documents)

// Those it has that were all attached before the provider, the price or the hours were last
// changed, while it was incomplete: they are about something else, and `changed` is that day.
struct OutdatedDocuments
{
  domain::DocumentUses uses;
  domain::Date changed = domain::Date::of_days(0);
};
OutdatedDocuments outdated_documents(const Context& context, const domain::FundingRequest& request);
Errors
outdated_told(const Context& context,
              const domain::FundingRequest& request); // request.documents_outdated (documents, day)

// The day the last of them came in, or the day given when that is later; nothing while one is
// missing.
std::optional<domain::Date> documents_complete_on(const Context& context,
                                                  const domain::FundingRequest& request,
                                                  domain::Date day);

// The day it last changed in the way that is meant; nothing when it never did.
std::optional<domain::Date> day_last_changed(const Context& context,
                                             const domain::FundingRequest& request,
                                             bool (*is_meant)(const domain::RequestChange&));

// The day it was sent, whenever its draft was begun; nothing while it is a draft.
std::optional<domain::Date> sent_on(const Context& context, const domain::FundingRequest& request);

// What speaks against a dossier as on a day: the findings of its contract, else those of the
// request.
domain::Findings findings_about(const Context& context, const domain::FundingRequest& request,
                                domain::Date day);

} // namespace myatlas::services
