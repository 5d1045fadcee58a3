#include "services/rights.hpp"

#include <algorithm>

#include "util/ranges.hpp"

namespace myatlas::services {

namespace {

using domain::Account;
using domain::Sender;
using domain::Siret;

struct Right
{
  Act act;
  bool reader, provider, delegate, manager, office, host;
};

// Who may do what. A stranger may nothing. The back office's own commands (admin) are not among it.
constexpr Right k_rights[] = {
  //             reader provider delegate manager office host
  {Act::see, true, true, true, true, true, true},
  {Act::file, false, false, true, true, false, false},
  {Act::attach, false, true, true, true, false, false},
  {Act::invoice, false, true, true, true, false, false},
  {Act::declare, false, false, true, true, false, true},
  {Act::employ, false, false, true, true, false, false},
  {Act::grant, false, false, false, true, false, false},
};

using domain::AccessRole;

// Whether a training provider is the one that is acted as.
bool is_own(const Context& context, AccessRole role, Siret provider)
{
  const domain::ProviderIdentity* own = context.actor.provider(role);
  return own != nullptr && own->siret.siren() == provider.siren();
}

bool is_of(const Context& context, AccessRole role, const std::vector<Siret>& providers)
{
  return std::ranges::any_of(providers, [&](Siret one) { return is_own(context, role, one); });
}

Standing standing_as_provider(const Context& context, const std::vector<Siret>& providers)
{
  if (is_of(context, AccessRole::manager, providers)) {
    return Standing::provider;
  }
  return is_of(context, AccessRole::reader, providers) ? Standing::reader : Standing::stranger;
}

std::optional<AccessRole> role_given(const Context& context, const Account& account,
                                     Siret establishment)
{
  return context.store.accounts().reach(account.id, establishment, context.latest_day());
}

Standing standing_by(std::optional<AccessRole> given, Standing as_provider)
{
  if (given == AccessRole::manager) {
    return Standing::delegate;
  }
  return given && as_provider == Standing::stranger ? Standing::reader : as_provider;
}

bool is_attached(const Context& context, const Account& account, Siret establishment)
{
  return context.store.accounts().attached(account.id, establishment);
}

bool acts_for_member(const Context& context, const Account& account, Siret establishment)
{
  return is_attached(context, account, establishment) ||
         role_given(context, account, establishment);
}

// What an account is to them: what is its own comes before what was given.
Standing standing_of_account(const Context& context, const Account& account, Siret establishment,
                             const std::vector<Siret>& providers)
{
  if (is_attached(context, account, establishment)) {
    return Standing::manager;
  }
  return standing_by(role_given(context, account, establishment),
                     standing_as_provider(context, providers));
}

// Whether the account acts as the one of the dossier's providers that is to be paid.
bool is_payee(const Context& context, const domain::FundingRequest& request)
{
  return request.pays_provider() && acting_provider(context, request.providers());
}

Error why_not(Standing standing, Siret establishment)
{
  const bool looks = standing == Standing::reader;
  return {looks ? "access.reader" : "establishment.not_managed", {establishment.digits()}};
}

} // namespace

Standing standing_of(const Context& context, Siret establishment,
                     const std::vector<Siret>& providers)
{
  return context.actor.match(
    [](const Anonymous&) { return Standing::stranger; },
    [&](const OfAccount& one) {
      return standing_of_account(context, one.account, establishment, providers);
    },
    [](const Office&) { return Standing::office; }, [](const Host&) { return Standing::host; });
}

bool may(Standing standing, Act act)
{
  const Right& right = *std::ranges::find(k_rights, act, &Right::act);
  switch (standing) {
  case Standing::stranger:
    return false;
  case Standing::reader:
    return right.reader;
  case Standing::provider:
    return right.provider;
  case Standing::delegate:
    return right.delegate;
  case Standing::manager:
    return right.manager;
  case Standing::office:
    return right.office;
  case Standing::host:
    return right.host;
  }
  return false;
}

std::optional<Siret> acting_provider(const Context& context, const std::vector<Siret>& providers)
{
  const auto* own = util::find_first(
    providers, [&](Siret one) { return is_own(context, AccessRole::manager, one); });
  return own == nullptr ? std::nullopt : std::optional(*own);
}

Sender sender_for(const Context& context, const domain::FundingRequest& request)
{
  const Standing standing = standing_of(context, request.siret, request.providers());
  return standing == Standing::provider || is_payee(context, request) ? Sender::provider
                                                                      : Sender::member;
}

bool is_provider_only(const Context& context, Siret establishment)
{
  return context.actor.match(
    [](const Anonymous&) { return false; },
    [&](const OfAccount& one) { return !acts_for_member(context, one.account, establishment); },
    [](const Office&) { return false; }, [](const Host&) { return false; });
}

Outcome allow(const Context& context, Act act, Siret establishment,
              const std::vector<Siret>& providers)
{
  const Standing standing = standing_of(context, establishment, providers);
  return may(standing, act) ? Outcome(Done{}) : why_not(standing, establishment);
}

} // namespace myatlas::services
