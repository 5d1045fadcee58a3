#pragma once

#include <string>
#include <utility>
#include <vector>

#include "domain/account/account.hpp"
#include "domain/correspondence/alert.hpp"
#include "domain/dossiers/funding_request.hpp"
#include "services/context.hpp"
#include "store/tables/deed.hpp"
#include "store/tables/letters.hpp"
#include "store/tables/outbox.hpp"

namespace myatlas::services {

// From when to when a session counts.
struct Lifetime
{
  util::Instant created, expires;
};

struct Attempt
{
  domain::AttemptKind kind;
  util::Instant at;
};

struct AlertChosen
{
  domain::AlertEvent event;
  domain::Frequency frequency; // never `never`
};

struct ClientReference
{
  domain::Siren siren;
  std::string reference;
};

// All that the store holds about an account, without secrets. Of dossiers those it made and may
// see still: not what came after its access ended.
struct AccountHoldings
{
  domain::Account account;
  std::vector<domain::Siren> companies;
  std::vector<domain::Siret> establishments;
  std::vector<ClientReference> client_references;
  std::vector<domain::FundingRequest> requests;
  std::vector<store::AuditRow> deeds; // since it was made: the address may have been another's
  std::vector<store::OutboxMail> mails;
  std::vector<std::string> letters_read; // their numbers
  std::vector<store::PreferenceChange> preferences;
  std::vector<AlertChosen> alerts;
  std::vector<Lifetime> sessions;
  std::vector<Attempt> attempts;
};

// Of the account that acts: the portability of GDPR art. 20. Fails as acting_account does.
Result<AccountHoldings> holdings_of_account(const Context& context);

} // namespace myatlas::services
