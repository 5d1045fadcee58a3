#include "services/rights.hpp"

#include <algorithm>

namespace myatlas::services {

namespace {

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

bool is_of(const Context& context, AccessRole role, const std::vector<Siret>& providers)
{
  const domain::ProviderIdentity* own = context.actor.provider(role);
  return own != nullptr && std::ranges::any_of(providers, [&](Siret one) {
           return one.siren() == own->siret.siren();
         });
}

Standing standing_as_provider(const Context& context, const std::vector<Siret>& providers)
{
  if (is_of(context, AccessRole::manager, providers)) {
    return Standing::provider;
  }
  return is_of(context, AccessRole::reader, providers) ? Standing::reader : Standing::stranger;
}

// What an account is to them: what is its own comes before what was given.
Standing standing_of_account(const Context& context, const domain::Account& account,
                             Siret establishment, const std::vector<Siret>& providers)
{
  if (context.store.accounts().attached(account.id, establishment)) {
    return Standing::manager;
  }
  const auto given =
    context.store.accounts().reach(account.id, establishment, context.latest_day());
  if (given == AccessRole::manager) {
    return Standing::delegate;
  }
  const Standing as_provider = standing_as_provider(context, providers);
  return given && as_provider == Standing::stranger ? Standing::reader : as_provider;
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
  const auto is_own = [&](Siret provider) {
    const domain::ProviderIdentity* identity = context.actor.provider(domain::AccessRole::manager);
    return identity != nullptr && identity->siret.siren() == provider.siren();
  };
  const auto own = std::ranges::find_if(providers, is_own);
  return own == providers.end() ? std::nullopt : std::optional(*own);
}

Sender sender_for(const Context& context, const domain::FundingRequest& request)
{
  const bool as_provider =
    standing_of(context, request.siret, request.providers()) == Standing::provider ||
    (request.pays_provider() && acting_provider(context, request.providers()));
  return as_provider ? Sender::provider : Sender::member;
}

bool is_provider_only(const Context& context, Siret establishment)
{
  return context.actor.match(
    [](const Anonymous&) { return false; },
    [&](const OfAccount& one) {
      store::Accounts accounts = context.store.accounts();
      return !accounts.attached(one.account.id, establishment) &&
             !accounts.reach(one.account.id, establishment, context.latest_day());
    },
    [](const Office&) { return false; }, [](const Host&) { return false; });
}

Outcome allow(const Context& context, Act act, Siret establishment,
              const std::vector<Siret>& providers)
{
  const Standing standing = standing_of(context, establishment, providers);
  if (may(standing, act)) {
    return Done{};
  }
  return standing == Standing::reader
           ? Error{"access.reader", {establishment.digits()}}
           : Error{"establishment.not_managed", {establishment.digits()}};
}

} // namespace myatlas::services
